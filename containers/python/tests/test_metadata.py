import unittest

from routeguide.driver.errors import StepError
from routeguide.driver.metadata import from_json, is_transports, to_json


class Metadata(unittest.TestCase):
    def test_it_is_sorted_by_key_with_values_in_order_and_binary_in_base64(self) -> None:
        pairs: list[tuple[str, str | bytes]] = [("b", "2"), ("a-bin", b"\x00\xff"), ("b", "1")]
        self.assertEqual(to_json(pairs), [["a-bin", ["AP8="]], ["b", ["2", "1"]]])

    def test_it_goes_out_in_the_order_it_was_written(self) -> None:
        entries = [["b", ["2", "1"]], ["a-bin", ["AP8="]]]
        self.assertEqual(from_json(entries), (("b", "2"), ("b", "1"), ("a-bin", b"\x00\xff")))

    def test_a_key_is_grpcs_to_judge(self) -> None:
        self.assertEqual(from_json([["Big", ["x"]], [":te", ["y"]]]), (("Big", "x"), (":te", "y")))

    def test_a_value_that_cannot_be_sent_is_refused(self) -> None:
        for entries in ([["a", ["\n"]]], [["a-bin", ["?"]]], [["a", [1]]], 1):
            with self.subTest(entries), self.assertRaises(StepError):
                from_json(entries)

    def test_the_transports_keys_are_known(self) -> None:
        keys = ["content-type", "user-agent", "date", "grpc-status", ":status", "x-date"]
        self.assertEqual([is_transports(key) for key in keys], [True] * 5 + [False])
