import json
import tempfile
import unittest
from pathlib import Path

from routeguide.database import DatabaseError, read_database

GOOD = {"name": "here", "location": {"latitude": 1, "longitude": -2}}


def read(text: str) -> list:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "db.json"
        path.write_text(text, encoding="utf-8")
        return read_database(path)


class ReadDatabase(unittest.TestCase):
    def test_keeps_the_order_of_the_file_and_duplicates(self) -> None:
        features = read(json.dumps([GOOD, {**GOOD, "name": "again"}]))
        self.assertEqual([feature.name for feature in features], ["here", "again"])
        self.assertEqual(features[0].location.longitude, -2)

    def test_ignores_keys_that_it_does_not_know(self) -> None:
        self.assertEqual(len(read(json.dumps([{**GOOD, "extra": 1}]))), 1)

    def test_names_the_entry_and_the_key_that_is_missing(self) -> None:
        with self.assertRaisesRegex(DatabaseError, "entry 1: missing key 'name'"):
            read(json.dumps([GOOD, {"location": GOOD["location"]}]))

    def test_refuses_what_is_no_int32(self) -> None:
        for latitude in ("1.5", "10.0", "1e1", '"10"', "true", "3000000000"):
            with self.subTest(latitude), self.assertRaisesRegex(DatabaseError, "entry 0"):
                read(f'[{{"name":"x","location":{{"latitude":{latitude},"longitude":0}}}}]')

    def test_refuses_what_is_no_database(self) -> None:
        for text in ("", "null", "[null]", "[] x", "\ufeff[]", "[1,]", '[{"location":null}]'):
            with self.subTest(text), self.assertRaises(DatabaseError):
                read(text)
