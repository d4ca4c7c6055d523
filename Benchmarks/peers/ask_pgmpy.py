"""Exact queries of discrete networks by pgmpy: how long they take.

    ask_pgmpy.py QUERIES.jsonl RESULTS.jsonl

Each query: {"network": PATH, "variable": ..., "evidence": {...}, "intervention": {...}}.
"""

import json
import logging
import sys
import time
import warnings

from pgmpy.inference import VariableElimination
from pgmpy.readwrite import BIFReader

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)


def main(queries, results):
    networks = {}
    with open(queries) as lines, open(results, "w") as output:
        for query in map(json.loads, lines):
            path = query["network"]
            if path not in networks:
                networks[path] = BIFReader(path).get_model()
            network = networks[path].do(list(query["intervention"])) if query["intervention"] else networks[path]
            evidence = query["evidence"] | query["intervention"]
            asked = VariableElimination(network)
            times = []
            for _ in range(5):
                start = time.perf_counter()
                found = asked.query([query["variable"]], evidence=evidence, show_progress=False)
                times.append(time.perf_counter() - start)
            values = dict(zip(found.state_names[query["variable"]], map(float, found.values)))
            print(json.dumps(query | {"seconds": sorted(times)[2], "values": values}), file=output)


main(*sys.argv[1:])
