"""An errand is run in the window, as its user would."""

from tests.ui.conftest import (
    empty_window,
    forms_last_as_long_as_the_test,
    no_box_waits,
    no_key_stays_down,
    own_faults,
    qt_is_silent,
    settings_path,
    spoken,
    style,
)

__all__ = [
    "empty_window",
    "forms_last_as_long_as_the_test",
    "no_box_waits",
    "no_key_stays_down",
    "own_faults",
    "qt_is_silent",
    "settings_path",
    "spoken",
    "style",
]
