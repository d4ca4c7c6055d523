#!/bin/sh
# Asks Otherwise and its peers for sets of answers to the same rows and leaves them in a folder.
#
#   Benchmarks/compare_sets.sh quick|full RESULTS
#
# `quick` gives the slow tools less time. TIMED names a command to put before every timed run.
set -eu

. "$(dirname "$0")/asking.sh"

# ours MODEL NAME OPTIONS...
ours() {
    model=$1 name=$2
    shift 2
    own "$model.sets.$name" "$model" sets --twice 5 "$@"
}

# theirs MODEL NAME ENVIRONMENT SCRIPT OPTIONS...
theirs() {
    model=$1 name=$2 environment=$3 script=$4
    shift 4
    peer "$model.sets.$name" "$environment" "$script" "$model" sets --twice 5 "$@"
}

for model in adult_rf adult_mlp; do
    ours $model otherwise --count 4 --limit 2
    ours $model otherwise-first --count 4 --boxes 0
    ours $model otherwise-greedy --count 4 --strategy greedy
    ours $model otherwise-maxmin --count 4 --boxes 0 --diversity max-min
    ours $model otherwise-likely --count 4 --boxes 0 --plausible 0.5 --robust 0.6
    ours $model otherwise-genetic --count 4 --strategy genetic
    ours $model otherwise-sure --count 4 --boxes 0 --probability 0.55
    ours $model otherwise-genetic-sure --count 4 --strategy genetic --diversity determinantal --probability 0.55
    ours $model otherwise-one
    ours $model otherwise-one-first --boxes 0
    ours $model otherwise-one-likely --boxes 0 --plausible 0.5 --robust 0.6
    ours $model otherwise-one-nice --strategy nice
    ours $model otherwise-one-nice-sure --strategy nice --probability 0.55
    for method in none sparsity proximity; do
        theirs $model nice-$method nice nice --method $method
    done
    for method in random genetic kdtree; do
        theirs $model dice-$method main dice --method $method --count 4 --limit 30 --budget "$(few 20 100)"
    done
    theirs $model cfnow-greedy sets cfnow --method greedy --count 4 --limit 30 --budget "$(few 20 90)"
    theirs $model cfnow-random sets cfnow --method random --count 4 --limit 10 --budget "$(few 20 90)" --twice 1
    theirs $model mcd sets mcd --count 4 --budget "$(few 20 80)"
    for generations in 5 10 20 40; do
        own $model.front.otherwise-$generations $model sets --strategy genetic --front --generations $generations \
            --reference "$forests/sample_adult.csv"
    done
    peer $model.front.mcd sets mcd $model sets --method front --budget "$(few 20 40)"
done
theirs adult_rf treecf-genetic main treecf --method genetic
theirs adult_rf treecf-exact main treecf --method exact --budget "$(few 20 100)"
theirs adult_rf treecf-diverse main treecf --method diverse --count 4 --budget "$(few 20 90)"
