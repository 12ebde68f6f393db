"""Controls that change nothing where the lab stands: they are off, and no others."""

from typing import Any

from mixlearn.testing._places import choices, fields_of, must, options

__all__ = ["check_idle"]


def check_idle(Lab: Any) -> None:
    """A control is disabled where its setting does not matter, and there it moves nothing."""
    lab, fields = Lab(), fields_of(Lab)
    for place in choices(Lab):
        lab.reset()
        lab.set(**place)
        idle = [n for n, field in fields.items() if not field.metadata["matters"](lab.settings)]
        off = [name for name, control in lab.controls.items() if control.disabled]
        must(off == idle, Lab, f"at {place} {off} are disabled, and {idle} do not matter.")
        before, panels = lab.settings, lab.panels
        for name in idle:
            for value in options(fields[name]):
                lab.set(**{name: value})
                must(lab.panels == panels, Lab, f"at {place} {name!r} is disabled, and moves.")
            lab.set(**{name: getattr(before, name)})
