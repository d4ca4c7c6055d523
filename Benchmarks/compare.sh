#!/bin/sh
# Asks Otherwise and its peers the same requests and leaves their answers in a folder.
#
#   Benchmarks/compare.sh quick|full RESULTS
#
# `quick` asks the slow tools about a few rows only; `full` asks all about all, as far as their budgets go.
# TIMED names a command to put before every timed run, such as "taskset -c 1".
set -eu

. "$(dirname "$0")/asking.sh"

for forest in adult_rf6 adult_rf; do
    own $forest.otherwise-first $forest $forest --boxes 0
    own $forest.otherwise $forest $forest
    peer $forest.treecf-genetic main treecf $forest $forest --method genetic
    peer $forest.treecf-exact main treecf $forest $forest --method exact --budget "$(few 40 500)"
    peer $forest.nice-proximity nice nice $forest $forest --method proximity
    peer $forest.nice-sparsity nice nice $forest $forest --method sparsity
    peer $forest.dice-random main dice $forest $forest --method random
    peer $forest.dice-genetic main dice $forest $forest --method genetic --limit 30 --budget "$(few 15 300)"
done
peer adult_rf6.ocean ocean ocean adult_rf6 adult_rf6 --limit 60 --budget "$(few 30 500)"
# its model of the deep forest takes minutes to build
[ "$size" = quick ] || peer adult_rf.ocean ocean ocean adult_rf adult_rf --limit 60 --first 2
for forest in breast_cancer_20x4 breast_cancer_50x5 breast_cancer_100x5; do
    own $forest.otherwise $forest $forest
    peer $forest.treecf-exact main treecf $forest $forest --method exact --budget "$(few 15 200)"
    peer $forest.ocean ocean ocean $forest $forest --budget "$(few 15 200)"
done
for requests in impossible possible; do
    own $requests.otherwise adult_rf6 $requests --limit 20
    peer $requests.treecf-genetic main treecf adult_rf6 $requests --method genetic --limit 20
    peer $requests.treecf-exact main treecf adult_rf6 $requests --method exact --limit 20
    peer $requests.dice-random main dice adult_rf6 $requests --method random --limit 20
    peer $requests.dice-genetic main dice adult_rf6 $requests --method genetic --limit 20 --budget "$(few 25 500)"
done
