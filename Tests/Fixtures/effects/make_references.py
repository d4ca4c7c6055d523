"""Effects on the tables of Examples/effects by other tools, for the tests of estimation.

    pip install dowhy==0.14 econml==0.17.0 statsmodels==0.15.0
    python make_references.py > references.json
"""

import json
import logging
import os
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from dowhy import CausalModel
from econml.dr import LinearDRLearner
from sklearn.linear_model import LinearRegression, LogisticRegression
from statsmodels.sandbox.regression.gmm import IV2SLS
from statsmodels.treatment.treatment_effects import TreatmentEffect

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../Examples/effects")
LALONDE = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]


def read(name):
    return pd.read_csv(f"{TABLES}/{name}.csv").dropna().astype(float)


def scaled(table, covariates):
    table = table.copy()
    table[covariates] = (table[covariates] - table[covariates].mean()) / table[covariates].std()
    return table


def treatment_effects(table, outcome, covariates):
    """statsmodels: regression adjustment, IPW and AIPW with the errors of their joint moments."""
    table = scaled(table, covariates)
    regression = sm.OLS(table[outcome], sm.add_constant(table[covariates]))
    propensity = sm.Logit(table.treat, sm.add_constant(table[covariates])).fit(disp=0, method="newton", maxiter=100, tol=1e-12)
    effect = TreatmentEffect(regression, table.treat.astype(int), results_select=propensity)
    found = {}
    for method in ["ra", "ipw", "aipw"]:
        for group, name in [("all", "everyone"), (1, "treated")]:
            if method == "aipw" and group == 1:
                continue  # statsmodels has none
            result = effect.aipw() if method == "aipw" else getattr(effect, method)(effect_group=group)
            found[f"{method} {name}"] = {
                "value": float(np.asarray(result.effect).ravel()[0]),
                "error": float(np.asarray(result.results_gmm.bse)[0]),
            }
    # Where a propensity lies outside 0.01 to 0.99, statsmodels clips it: here it is as fitted.
    chance = propensity.predict()
    if chance.min() < 0.01 or chance.max() > 0.99:
        for name, weights in [("everyone", (1 / chance, 1 / (1 - chance))), ("treated", (1, chance / (1 - chance)))]:
            means = [np.average(table[outcome], weights=group * weight)
                     for group, weight in zip((table.treat, 1 - table.treat), weights)]
            found[f"ipw {name}"] = {"value": float(means[0] - means[1])}
    return found


def dowhy(table, treatment, outcome, covariates, instruments, method, **parameters):
    model = CausalModel(
        data=table, treatment=treatment, outcome=outcome, common_causes=covariates, instruments=instruments
    )
    estimand = model.identify_effect(proceed_when_unidentifiable=True)
    return float(model.estimate_effect(estimand, method_name=method, **parameters).value)


def instrumental(table):
    covariates = ["exper", "black", "south", "married", "smsa"]
    exogenous = sm.add_constant(table[covariates])
    x = exogenous.assign(educ=table.educ)
    z = exogenous.assign(nearc4=table.nearc4)
    fit = IV2SLS(table.lwage, x, z).fit()
    predicted = sm.OLS(table.educ, z).fit()
    xhat = exogenous.assign(educ=predicted.fittedvalues).to_numpy()
    bread = np.linalg.inv(xhat.T @ xhat)
    residuals = (table.lwage - x @ fit.params).to_numpy()
    meat = xhat.T @ (xhat * (residuals**2)[:, None])
    count, width = xhat.shape
    error = np.sqrt((bread @ meat @ bread)[-1, -1] * count / (count - width))
    first = sm.OLS(table.educ, z).fit(cov_type="HC1")
    return {
        "value": float(fit.params["educ"]),
        "error": float(error),
        "strength": float(first.tvalues["nearc4"] ** 2),
        "dowhy": dowhy(table, ["educ"], ["lwage"], [], ["nearc4"], "iv.instrumental_variable"),
    }


def front_door():
    """DoWhy's two-stage regression on a table whose effect is 1.5 times 0.8."""
    generator = np.random.default_rng(7)
    hidden = generator.normal(size=500)
    dose = hidden + generator.normal(size=500)
    level = 1.5 * dose + generator.normal(size=500)
    table = pd.DataFrame({"dose": dose, "level": level, "response": 0.8 * level + hidden + generator.normal(size=500)})
    table = table.round(4)
    table.to_csv(os.path.join(os.path.dirname(os.path.abspath(__file__)), "front_door.csv"), index=False)
    model = CausalModel(
        data=table, treatment="dose", outcome="response",
        graph="digraph {U; dose; level; response; U -> dose; U -> response; dose -> level; level -> response}",
    )
    estimand = model.identify_effect(proceed_when_unidentifiable=True)
    found = model.estimate_effect(estimand, method_name="frontdoor.two_stage_regression")
    return {"value": float(found.value)}


def econml(table, outcome, covariates):
    table = scaled(table, covariates)
    values = []
    for seed in range(20):
        learner = LinearDRLearner(
            model_propensity=LogisticRegression(C=1e8, max_iter=10000), model_regression=LinearRegression(),
            featurizer=None, cv=5, random_state=seed, min_propensity=1e-12,
        )
        learner.fit(table[outcome], table.treat, X=None, W=table[covariates])
        values.append(float(learner.ate()))
    return {"value": float(np.mean(values)), "spread": float(np.std(values))}


trial, survey, college, children = read("lalonde"), read("lalonde_cps"), read("college"), read("ihdp")
infants = [name for name in children.columns if name not in ["treat", "outcome", "effect"]]
slope = sm.OLS(college.lwage, sm.add_constant(college.drop(columns=["lwage", "nearc4"]))).fit(cov_type="HC1")
references = {
    "lalonde": treatment_effects(trial, "re78", LALONDE)
    | {
        "dowhy regression": {"value": dowhy(trial, ["treat"], ["re78"], LALONDE, [], "backdoor.linear_regression")},
        "econml": econml(trial, "re78", LALONDE),
    },
    "lalonde_cps": treatment_effects(survey, "re78", LALONDE),
    "ihdp": treatment_effects(children, "outcome", infants),
    "college": {
        "slope": {"value": float(slope.params["educ"]), "error": float(slope.bse["educ"])},
        "2sls": instrumental(college),
    },
    "front_door": {"dowhy": front_door()},
}
trial["treat"] = trial.treat.astype(bool)
references["lalonde"]["dowhy ipw"] = {
    "value": dowhy(
        scaled(trial, LALONDE), ["treat"], ["re78"], LALONDE, [], "backdoor.propensity_score_weighting",
        target_units="ate", method_params={"weighting_scheme": "ips_normalized_weight"},
    )
}
# With 26 covariates its matrix of moments is singular to rounding: it says 1.07, a bootstrap 0.43.
del references["ihdp"]["ra everyone"]["error"]
for found in references.values():
    for reference in found.values():
        for name in [name for name, value in reference.items() if np.isnan(value)]:
            del reference[name]
print(json.dumps(references, indent=1))
