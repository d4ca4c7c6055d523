"""Writes the tables of this folder from the data that the packages causaldata and econml carry.

    pip install causaldata==0.1.5 econml==0.17.0
    python prepare.py
"""

import os
import warnings
from importlib.util import find_spec

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")


def folder(package):
    return os.path.dirname(find_spec(package).origin)


def stata(name):
    return pd.read_stata(f"{folder('causaldata')}/{name}/{name}.dta")


def write(table, name):
    for column in table.columns:
        if (table[column] == table[column].round()).all():
            table[column] = table[column].astype(int)
    table.round(4).to_csv(name, index=False)


LALONDE = ["treat", "age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75", "re78"]
trial = stata("nsw_mixtape")[LALONDE].astype(float).round(2)
survey = stata("cps_mixtape")[LALONDE].astype(float).round(2)
write(trial.copy(), "lalonde.csv")
write(pd.concat([trial[trial.treat == 1], survey]), "lalonde_cps.csv")

college = stata("close_college")[["lwage", "educ", "nearc4", "exper", "black", "south", "married", "smsa"]]
write(college.astype(float), "college.csv")

# The trial of the Infant Health and Development Program without the treated children of mothers who are not white;
# the outcome is response surface B of Hill (2011), so that every unit's effect is known.
children = pd.read_csv(f"{folder('econml')}/data/ihdp/sim.csv")
children = children[(children.treat == 0) | (children.momwhite == 1)].drop(columns=["momwhite", "momblack", "momhisp"])
generator = np.random.default_rng(1)
known = children.drop(columns="treat")
numbers = ["bw", "b.head", "preterm", "birth.o", "nnhealth", "momage"]
known[numbers] = (known[numbers] - known[numbers].mean()) / known[numbers].std()
slopes = generator.choice([0, 0.1, 0.2, 0.3, 0.4], size=known.shape[1], p=[0.6, 0.1, 0.1, 0.1, 0.1])
untreated = np.exp(((known + 0.5) * slopes).sum(axis=1))
treated = (known * slopes).sum(axis=1)
treated += 4 - (treated - untreated)[children.treat == 1].mean()
children["outcome"] = np.where(children.treat == 1, treated, untreated) + generator.normal(size=len(children))
children["effect"] = treated - untreated
children.columns = [name.replace(".", "_") for name in children.columns]
write(children, "ihdp.csv")
