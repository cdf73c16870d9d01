import signal
import unittest

import grpc

from routeguide.server.orders import OrderError, read_orders


class ReadOrders(unittest.TestCase):
    def test_nothing_is_asked_by_other_metadata(self) -> None:
        orders = read_orders([("x-interop-cell", "k1"), ("user-agent", "x")])
        self.assertEqual((orders.initial, orders.trailing, orders.failure), ((), (), None))
        self.assertEqual((orders.delay, orders.sleep, orders.headers_now), (0, 0, False))

    def test_metadata_keeps_its_order_and_repetitions(self) -> None:
        asked = [
            ("x-interop-initial-a", "2"),
            ("x-interop-trailing-b-bin", b"\xff"),
            ("x-interop-initial-a", "1"),
            ("x-grpc-test-echo-initial", "i"),
            ("x-grpc-test-echo-trailing-bin", b"t"),
        ]
        orders = read_orders(asked)
        self.assertEqual(orders.initial, (asked[0], asked[2], asked[3]))
        self.assertEqual(orders.trailing, (asked[1], asked[4]))

    def test_a_failure_has_its_code_text_details_and_time(self) -> None:
        orders = read_orders(
            [
                ("x-interop-fail", "DATA_LOSS"),
                ("x-interop-fail-message-bin", "für".encode()),
                ("x-interop-fail-details-bin", b"\x08\x0f"),
                ("x-interop-fail-reads", "2"),
                ("x-interop-fail-writes", "3"),
            ]
        )
        failure = orders.failure
        self.assertIsNotNone(failure)
        self.assertEqual(failure.code, grpc.StatusCode.DATA_LOSS)
        self.assertEqual((failure.details, failure.reads, failure.writes), ("für", 2, 3))
        self.assertEqual(orders.trailing, (("grpc-status-details-bin", b"\x08\x0f"),))

    def test_a_fault_has_no_code(self) -> None:
        self.assertIsNone(read_orders([("x-interop-fail", "THROW")]).failure.code)

    def test_only_so_many_attempts_fail_where_a_number_is_given(self) -> None:
        asked = [("x-interop-fail", "UNAVAILABLE"), ("x-interop-fail-attempts", "2")]
        for before, fails in (("", True), ("1", True), ("2", False)):
            told = [("grpc-previous-rpc-attempts", before)] if before else []
            with self.subTest(before):
                self.assertEqual(read_orders([*asked, *told]).failure is not None, fails)

    def test_a_signal_has_its_number_and_time(self) -> None:
        orders = read_orders([("x-interop-signal", "KILL"), ("x-interop-signal-writes", "5")])
        self.assertEqual((orders.signal.number, orders.signal.writes), (signal.SIGKILL, 5))

    def test_padding_is_as_long_as_it_is_asked_for(self) -> None:
        asked = [("x-interop-padding-initial", "3"), ("x-interop-padding-trailing", "0")]
        orders = read_orders(asked)
        self.assertEqual(orders.initial, (("x-interop-padding", "xxx"),))
        self.assertEqual(orders.trailing, ())

    def test_a_message_may_be_repeated(self) -> None:
        fails = [("x-interop-fail", "ABORTED"), ("x-interop-fail-message-bin", b"ab")]
        orders = read_orders([*fails, ("x-interop-fail-message-times", "3")])
        self.assertEqual(orders.failure.details, "ababab")

    def test_what_makes_no_sense_is_named(self) -> None:
        for key, value in (
            ("x-interop-fail", "OK"),
            ("x-interop-fail", "NOBODY_KNOWS"),
            ("x-interop-headers", "later"),
            ("x-interop-delay-ms", "-1"),
            ("x-interop-sleep-ms", "soon"),
            ("x-interop-pace-ms", "slow"),
            ("x-interop-signal", "HUP"),
            ("x-interop-padding-initial", "long"),
        ):
            with self.subTest(key), self.assertRaisesRegex(OrderError, key):
                read_orders([(key, value)])
