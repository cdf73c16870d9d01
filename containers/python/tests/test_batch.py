import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

from routeguide.driver.batch import BatchError, BatchFile, load_batches
from routeguide.driver.errors import StepError
from routeguide.driver.messages import bytes_from_json, bytes_to_json
from routeguide.driver.methods import raw_method

BATCH = {
    "batch": "b",
    "target": {"address": "h:1", "tls": None},
    "parallel": 1,
    "jobs": [{"job": "k1", "limit_ms": 1, "steps": []}],
}


def load(data: Any) -> BatchFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "batch.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        return load_batches(path)


def with_channel(channel: Any) -> dict[str, Any]:
    batch = {**BATCH, "target": {**BATCH["target"], "channel": channel}}
    return {"contract": 2, "batches": [batch]}


class LoadBatches(unittest.TestCase):
    def test_reads_files_of_both_contracts(self) -> None:
        self.assertEqual(load(BATCH).contract, 1)
        file = load({"contract": 2, "batches": [BATCH, BATCH]})
        self.assertEqual([batch.name for batch in file.batches], ["b", "b"])

    def test_reads_the_options_of_a_channel(self) -> None:
        given = {
            "max_receive_bytes": -1,
            "compression": "gzip",
            "service_config": "{}",
            "idle_ms": 5,
            "reconnect_ms": 6,
            "window_bytes": 65536,
        }
        channel = load(with_channel(given)).batches[0].channel
        self.assertEqual(vars(channel), given)
        self.assertEqual(load(with_channel({})).batches[0].channel.arguments(), [])

    def test_refuses_what_no_contract_has(self) -> None:
        for data, why in (
            ({"contract": 3, "batches": [BATCH]}, "expected 2"),
            ({"contract": 2, "batches": []}, "at least one"),
            ({"contract": 2, "batches": [BATCH], "x": 1}, "unknown keys"),
            ({"contract": 2, "batches": [{}]}, "missing keys"),
            ({**BATCH, "x": 1}, "unknown keys"),
            ({**BATCH, "parallel": 0}, "positive integer"),
            ({**BATCH, "target": {**BATCH["target"], "channel": {}}}, "unknown keys"),
            (with_channel({"colour": 1}), "colour"),
            (with_channel({"compression": "zip"}), "expected gzip"),
            ([], "expected an object"),
        ):
            with self.subTest(why), self.assertRaisesRegex(BatchError, why):
                load(data)


class RawCalls(unittest.TestCase):
    def test_messages_are_base64(self) -> None:
        self.assertEqual(bytes_from_json({"base64": "CAE="}), b"\x08\x01")
        self.assertEqual(bytes_to_json(b"\x08\x01"), {"base64": "CAE="})
        for data in ({}, {"base64": "C"}, {"base64": "", "x": 1}, {"base64": 1}, "CAE="):
            with self.subTest(data), self.assertRaises(StepError):
                bytes_from_json(data)

    def test_need_a_mode_and_a_path(self) -> None:
        for path, mode in (("/a/b", "both"), ("GetFeature", "unary")):
            with self.subTest(path), self.assertRaises(StepError):
                raw_method(path, mode)
