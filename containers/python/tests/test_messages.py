import hashlib
import unittest

from route_guide_pb2 import Feature, Point, RouteNote, RouteSummary

from routeguide.driver.errors import StepError
from routeguide.driver.messages import from_json, to_json


class Messages(unittest.TestCase):
    def test_every_field_is_there_with_its_default(self) -> None:
        names = ["point_count", "feature_count", "distance", "elapsed_time"]
        self.assertEqual(to_json(RouteSummary()), dict.fromkeys(names, 0))

    def test_an_absent_message_is_null_and_an_empty_one_is_not(self) -> None:
        self.assertIsNone(to_json(Feature())["location"])
        empty = to_json(Feature(location=Point()))["location"]
        self.assertEqual(empty, {"latitude": 0, "longitude": 0})

    def test_null_and_an_absent_key_leave_a_message_absent_and_an_object_does_not(self) -> None:
        self.assertFalse(from_json(RouteNote, {"location": None}).HasField("location"))
        self.assertFalse(from_json(RouteNote, {}).HasField("location"))
        self.assertTrue(from_json(RouteNote, {"location": {}}).HasField("location"))

    def test_a_text_is_digested_above_4096_bytes_of_utf8(self) -> None:
        self.assertEqual(to_json(RouteNote(message="é" * 2048))["message"], "é" * 2048)
        text = "é" * 2048 + "x"
        digest = {"bytes": 4097, "sha256": hashlib.sha256(text.encode()).hexdigest()}
        self.assertEqual(to_json(RouteNote(message=text))["message"], digest)

    def test_a_text_can_be_given_as_a_repetition(self) -> None:
        note = from_json(RouteNote, {"message": {"repeat": "ab", "times": 3}})
        self.assertEqual(note.message, "ababab")

    def test_what_does_not_fit_is_named(self) -> None:
        for data, seen in (
            ({"lat": 1}, "Point: unknown field lat"),
            ({"latitude": 2**31}, "Point.latitude: .*out of range"),
            ({"latitude": "1"}, "Point.latitude"),
            ({"latitude": None}, "Point.latitude"),
            ({"latitude": True}, "Point.latitude"),
            ([], "Point: expected an object"),
        ):
            with self.subTest(data), self.assertRaisesRegex(StepError, seen):
                from_json(Point, data)
