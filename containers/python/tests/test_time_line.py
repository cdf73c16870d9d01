import threading
import unittest

from routeguide.driver.errors import StepError
from routeguide.driver.steps import Script, check_known
from routeguide.driver.time_line import TimeLine


class Events(unittest.TestCase):
    def test_are_in_the_order_in_which_they_were_seen(self) -> None:
        line = TimeLine()
        line.see("a")("start")
        line.see("b")("start")
        line.see("a")("status")
        events = line.events()
        self.assertEqual(
            [(call, event) for _, call, event in events],
            [("a", "start"), ("b", "start"), ("a", "status")],
        )
        times = [ms for ms, _, _ in events]
        self.assertEqual(times, sorted(times))

    def test_of_many_threads_never_go_back_in_time(self) -> None:
        line = TimeLine()
        see = line.see("a")
        threads = [
            threading.Thread(target=lambda: [see("sent") for _ in range(500)]) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times = [ms for ms, _, _ in line.events()]
        self.assertEqual((len(times), times), (2000, sorted(times)))


class Steps(unittest.TestCase):
    def test_of_the_second_contract_are_known(self) -> None:
        check_known(
            [
                {"do": "receive_headers", "call": "a"},
                {"do": "send", "call": "a", "message": {}, "times": 3},
            ]
        )

    def test_a_message_is_sent_once_at_least(self) -> None:
        script = Script(None, None)  # type: ignore[arg-type]
        for times in (0, "3"):
            with self.subTest(times), self.assertRaisesRegex(StepError, "times"):
                script._send({"call": "a", "message": {}, "times": times})
