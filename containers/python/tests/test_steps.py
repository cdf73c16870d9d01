import unittest

from routeguide.driver.errors import UnsupportedError
from routeguide.driver.steps import check_known


class CheckKnown(unittest.TestCase):
    def test_a_made_up_step_is_unsupported_where_it_stands(self) -> None:
        with self.assertRaises(UnsupportedError) as caught:
            check_known([{"do": "pause", "ms": 1}, {"do": "dance"}])
        self.assertEqual((caught.exception.at, str(caught.exception)), (1, "unknown step 'dance'"))

    def test_a_made_up_key_of_a_known_step_is_unsupported(self) -> None:
        with self.assertRaisesRegex(UnsupportedError, "unknown key 'tempo' of step 'pause'"):
            check_known([{"do": "pause", "ms": 1, "tempo": 2}])
