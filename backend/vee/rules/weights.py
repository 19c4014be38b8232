"""Weights of the forecast, written by scripts/fit_bands.py; see there how they were got."""

# fmt: off
# ruff: noqa: E501  (a stage is a line)
from backend.vee.rules.forecast import Fit, Weights

# From 740 homes with a year of months each.
HOMES = Fit(
    (
        Weights({}, {"one": -1.016, "use": -0.106}),
        Weights({"month_before": 0.167}, {"one": -0.412, "last_step": 0.46, "use": -0.078}),
        Weights({"recent": -0.137, "long": 0.289, "own_step": 1.269}, {"one": -1.574, "usual_step": 0.112, "last_step": 0.119, "largest_step": 0.256, "few_months": 1.669, "below_usual": -0.57}),
        Weights({"recent": -0.237, "long": 0.185, "own_step": 0.233, "year_step": 0.37}, {"one": -1.574, "usual_step": 0.112, "last_step": 0.119, "largest_step": 0.256, "few_months": 1.669, "below_usual": -0.57}),
    ),
    (
        Weights({}, {"one": -0.842, "use": -0.13}),
        Weights({"month_before": 0.137}, {"one": -0.546, "last_step": 0.426, "use": -0.084}),
        Weights({"recent": -1.026, "long": 0.833, "own_step": 0.0}, {"one": -1.617, "usual_step": 0.099, "last_step": 0.103, "largest_step": 0.302, "few_months": 2.406, "below_usual": -0.362}),
        Weights({"recent": -0.301, "long": 0.228, "own_step": 0.0, "year_step": 0.416}, {"one": -1.617, "usual_step": 0.099, "last_step": 0.103, "largest_step": 0.302, "few_months": 2.406, "below_usual": -0.362}),
    ),
)

# From 180 businesses with two to three years of months each.
BUSINESSES = Fit(
    (
        Weights({}, {"one": 0.815, "use": -0.414}),
        Weights({"month_before": -0.186}, {"one": 0.655, "last_step": 0.656, "use": -0.123}),
        Weights({"recent": -0.209, "long": 0.176, "own_step": 0.05}, {"one": -1.241, "usual_step": 0.114, "last_step": 0.225, "largest_step": 0.298, "few_months": 0.444, "below_usual": -0.021}),
        Weights({"recent": -0.237, "long": 0.185, "own_step": 0.233, "year_step": 0.37}, {"one": -1.094, "usual_step": 0.288, "last_step": 0.112, "largest_step": 0.418, "few_months": 0.97, "below_usual": -0.148}),
    ),
    (
        Weights({}, {"one": -1.096, "use": -0.146}),
        Weights({"month_before": -0.256}, {"one": 0.482, "last_step": 0.195, "use": -0.32}),
        Weights({"recent": -0.256, "long": 0.247, "own_step": 0.0}, {"one": -1.118, "usual_step": 0.092, "last_step": 0.17, "largest_step": 0.307, "few_months": -0.81, "below_usual": -0.034}),
        Weights({"recent": -0.301, "long": 0.228, "own_step": 0.0, "year_step": 0.416}, {"one": -1.15, "usual_step": 0.261, "last_step": 0.129, "largest_step": 0.421, "few_months": 0.674, "below_usual": -0.163}),
    ),
)
