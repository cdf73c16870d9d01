import unittest
from queue import SimpleQueue
from typing import Any

from routeguide.driver.inbox import END, Inbox


class Reads:
    """Stands for a call: counts the reads that are issued, and answers each once told what."""

    def __init__(self) -> None:
        self.issued = 0
        self.answers: SimpleQueue[Any] = SimpleQueue()

    def __call__(self) -> Any:
        self.issued += 1
        return self.answers.get(timeout=5)


class InboxTest(unittest.TestCase):
    def test_nothing_is_read_before_it_is_asked_for(self) -> None:
        reads = Reads()
        reads.answers.put("first")
        reads.answers.put("second")
        inbox = Inbox(reads)
        self.assertEqual(reads.issued, 0)
        self.assertEqual(inbox.take(), "first")
        self.assertEqual(reads.issued, 1)

    def test_a_read_that_is_pending_passes_on_to_the_next_wait(self) -> None:
        reads = Reads()
        inbox = Inbox(reads)
        self.assertFalse(inbox.wait(0.01))
        self.assertFalse(inbox.wait(0.01))
        reads.answers.put("late")
        self.assertTrue(inbox.wait(1))
        self.assertEqual(reads.issued, 1)
        self.assertEqual(inbox.take(), "late")

    def test_a_read_that_is_pending_passes_on_to_a_take(self) -> None:
        reads = Reads()
        inbox = Inbox(reads)
        self.assertFalse(inbox.wait(0.01))
        reads.answers.put("late")
        self.assertEqual(inbox.take(), "late")
        self.assertEqual(reads.issued, 1)
        reads.answers.put("next")
        self.assertEqual(inbox.take(), "next")
        self.assertEqual(reads.issued, 2)

    def test_what_broke_a_silence_stays_at_the_head(self) -> None:
        reads = Reads()
        inbox = Inbox(reads)
        reads.answers.put("first")
        self.assertTrue(inbox.wait(1))
        self.assertTrue(inbox.wait(1))
        self.assertEqual(reads.issued, 1)
        self.assertEqual(inbox.take(), "first")

    def test_the_end_stays_the_end(self) -> None:
        reads = Reads()
        inbox = Inbox(reads)
        reads.answers.put(END)
        for _ in range(2):
            self.assertIsNone(inbox.take())
            self.assertTrue(inbox.wait(1))
        self.assertEqual(reads.issued, 1)
