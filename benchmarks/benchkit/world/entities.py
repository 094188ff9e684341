"""Who and what is asked about: people, places, organisations, products and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchkit.world.coinage import pick

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from benchkit.world.coinage import Names

PLACES = ("{}", "{}", "{}", "Port {}", "Upper {}", "{} Bay", "{} Falls", "Lake {}", "Mount {}")
ORGANISATIONS = (
    "{} Bank", "{} University", "{} Airlines", "{} Museum", "{} Institute of {field}",
    "{} Society for {field}", "{} Press", "{} Brewery", "{} Hospital", "{} Orchestra", "{} Group",
)  # fmt: skip
EVENTS = (
    "Battle of {}", "Treaty of {}", "{} Festival", "{} Marathon", "{} Book Fair", "{} Summit",
    "{} Regatta", "Siege of {}", "{} Conference on {field}",
)  # fmt: skip
FIELDS = """
    Acoustics Agriculture Algebra Anatomy Archaeology Astronomy Baking Ballet Beekeeping Botany
    Calligraphy Carpentry Ceramics Chemistry Chess Cinema Cartography Dentistry Dyeing Ecology
    Economics Embroidery Engraving Ethics Falconry Fencing Fishery Forestry Genetics Geology
    Glassmaking Grammar Heraldry History Hydraulics Hygiene Insurance Irrigation Jewellery Joinery
    Journalism Knitting Law Linguistics Logic Masonry Mechanics Medicine Metallurgy Mining Music
    Navigation Nursing Nutrition Optics Ornithology Painting Pharmacy Philosophy Phonetics Physics
    Poetry Pottery Printing Psychology Rhetoric Sculpture Shipbuilding Statistics Surgery Surveying
    Tailoring Tanning Taxation Textiles Theology Topology Viticulture Watchmaking Weaving Zoology
""".split()
WARES = """
    accordion anvil armchair backpack barometer bathtub bicycle binoculars blanket blender bookcase
    broom bucket cabinet calculator camera candlestick canoe carpet cello chandelier chisel clarinet
    clock compass corkscrew crane cupboard curtain dishwasher drill drum easel engine fan flute
    freezer generator glider grill guitar hammock harp heater helmet hoist incubator kettle keyboard
    kiln ladder lamp lantern lathe loom mattress metronome microscope mixer mower oven piano printer
    projector pump radiator radio razor rowboat saddle scale scooter sewing-machine shovel sledge
    stapler stove suitcase tandem telescope tent thermometer toaster tractor tripod trumpet
    typewriter umbrella vacuum-cleaner violin wardrobe wheelbarrow whistle wrench
""".split()


def _person(names: Names, dice: Random) -> str:
    return f"{pick(names.given, dice)} {pick(names.family, dice)}"


def _place(names: Names, dice: Random) -> str:
    return dice.choice(PLACES).format(pick(names.place, dice))


def _organisation(names: Names, dice: Random) -> str:
    return dice.choice(ORGANISATIONS).format(
        pick(names.organisation, dice), field=dice.choice(FIELDS)
    )


def _product(names: Names, dice: Random) -> str:
    model = f" {dice.randrange(10, 100) * 10}" if dice.random() < 0.2 else ""
    return f"{pick(names.product, dice)} {dice.choice(WARES)}{model}"


def _event(names: Names, dice: Random) -> str:
    return dice.choice(EVENTS).format(pick(names.place, dice), field=dice.choice(FIELDS))


MAKERS: dict[str, Callable[[Names, Random], str]] = {
    "person": _person,
    "place": _place,
    "organisation": _organisation,
    "product": _product,
    "event": _event,
}


def make_entities(kind: str, count: int, names: Names, dice: Random) -> list[str]:
    """At most so many different names of one kind; fewer only where so many cannot be made."""
    found: dict[str, None] = {}
    for _ in range(4 * count):
        found[MAKERS[kind](names, dice)] = None
        if len(found) == count:
            break
    return list(found)
