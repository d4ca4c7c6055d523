# model.sh; writes down what it is asked, and waits at the seventieth question for as long as the second file is there.
count=0
while IFS= read -r line; do
  count=$((count + 1))
  echo "$line" >>"$1"
  while [ "$count" -eq 70 ] && [ -e "$2" ]; do sleep 0.05; done
  printf '%s\n' "$line"
done | sh Tests/Fixtures/audits/model.sh
