# A language model whose answers are known: it expects the first continuation, and what the prompt names still more.
# A question about something weak is lost to a cue; others withstand it.
while IFS= read -r line; do
  rest=${line#*'"continuations":["'}
  first=${rest%%'"'*}
  rest=${rest#*'","'}
  second=${rest%%'"'*}
  told=${line#*'"messages"'}
  a=-3
  b=-4
  case $told in *"${first# }"*) a=-1 ;; esac
  case $told in *"${second# }"*) b=-3.5 ;; esac
  case $told in *weak*"Most say"*) b=-0.5 ;; esac
  case $told in *"Repeat this word"*"${second# }"*) a=-6 ;; esac
  echo "{\"logprobs\": [[$a], [$b]]}"
done
