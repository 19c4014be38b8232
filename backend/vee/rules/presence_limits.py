"""VEE-31: from where on it is said of a visit what it shows of who was there. The observations are supervision's."""

from backend.vee.rules.facts import Numbers

CODE = "VEE-31"
VERSION = 1
DEFAULTS: Numbers = {
    "building_m": 60,  # metres around a box that are its building: nobody stands in a box
    "coarse_m": 500,  # positions this coarse say nothing
    "fast_kmh": 15,  # above it walking and cycling don't reach, between two buildings
    "fast_from_m": 200,  # over at least so many metres
    "out_of_turn": 30,  # stops of the route that a visit may be out of turn
    "blurred": 40,  # below it a photo is blurred (variance of the Laplacian, as evidence measures it)
    "drawn_from": 40,  # visits from this score on are all drawn
    "random_per_mille": 20,  # of the rest so many in a thousand
}
