#!/bin/sh
# The main job on real data: what one applicant would have to change, with three costs, and the proof.
set -eu
otherwise=$1
adult=Examples/adult
bikes=Examples/bikes
model=$adult/gradient_boosting.onnx

# A command as it is to be typed: what means something to a shell stands in quotes.
typed() {
    for word; do
        case $word in
        *[!A-Za-z0-9_./:=,-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
}

ask() {
    printf '\n$ otherwise explain%s\n\n' "$(typed "$@")"
    # 3 says that none exists, which is an answer too.
    "$otherwise" explain "$@" || [ $? -eq 3 ]
}

for cost in l1 l0 gower; do
    ask --model $model --data $adult/adult.csv --row 17 --want ">50K" --schema $adult/schema.yml --cost $cost
done
ask --model $adult/random_forest.onnx --data $adult/adult.csv --row 17 --want ">50K" --schema $adult/schema.yml
ask --model $bikes/gradient_boosting.onnx --data $bikes/bikes.csv --row 17 --want ">=200"
"$otherwise" explain --model $model --data $adult/adult.csv --row 17 --want ">50K" --schema $adult/schema.yml \
    --format html --output explanation.html
printf '\nThe same as a page: explanation.html\n'
