#!/usr/bin/env bash
# Rehearses the outage of a webhook's backend on a test cluster: saves, scales to zero, watches, and
# puts everything back, whatever happens. Written by `bulkhead drill --game-day`.
#
#   ./game-day.sh --context NAME [--node NODE] [--hold SECONDS] [--every SECONDS] [--dry-run]
#
# Exit status: 0 rehearsed and put back; 1 ended early, and put back; 2 refused to begin;
# 4 not everything could be put back (what to type is printed); 130 interrupted, and put back.
set -euo pipefail

title=@TITLE@
# NAMESPACE KIND/NAME
workloads=(
@WORKLOADS@
)
# KIND/NAME
configurations=(
@CONFIGURATIONS@
)
# What the drill saw while the backend was away.
expected=(
@EXPECTED@
)
abort_because=@ABORT@

context=
node=
hold=@HOLD@
every=5
dry_run=
# Seconds for the backend to go, and to come back.
limit=300

say() { printf '%s\n' "$*"; }
refuse() {
  printf 'game-day: %s\n' "$*" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --context | --node | --hold | --every | --limit)
      [ $# -ge 2 ] || refuse "$1 lacks its value."
      case $1 in
        --context) context=$2 ;;
        --node) node=$2 ;;
        --hold) hold=$2 ;;
        --every) every=$2 ;;
        --limit) limit=$2 ;;
      esac
      shift 2
      ;;
    --dry-run)
      dry_run=yes
      shift
      ;;
    *) refuse "There is no option $1." ;;
  esac
done

# --- is this the right cluster? ----------------------------------------------------------------

[ -n "$context" ] || refuse "Name the cluster to break: --context NAME, as \`kubectl config get-contexts\` has it."
case $context in
  -* | *[[:space:]]*) refuse "\"$context\" is no name of a context." ;;
esac
case $(printf '%s' "$context" | tr '[:upper:]' '[:lower:]') in
  *prod* | *live*) refuse "\"$context\" looks like a cluster that people need. Rehearse on a test cluster." ;;
esac
for number in "$hold" "$every" "$limit"; do
  case $number in
    '' | *[!0-9]*) refuse "\"$number\" is no number of seconds." ;;
  esac
done
current=$(kubectl config current-context 2> /dev/null) || refuse "kubectl has no current context. Set it: kubectl config use-context $context"
[ "$current" = "$context" ] || refuse "The current context is \"$current\", not \"$context\". If you mean $context: kubectl config use-context $context"

# How long the API server may take for an answer; 0 is as long as it likes.
patience=20s
kube() { kubectl --context "$context" --request-timeout="$patience" "$@"; }
# What changes something; with --dry-run it is said and not done.
change() {
  if [ -n "$dry_run" ]; then
    say "  would run: kubectl --context $context $*"
    return 0
  fi
  kube "$@"
}

kube get --raw /readyz > /dev/null || refuse "The API server of \"$context\" does not answer."

# --- save ----------------------------------------------------------------------------------------

say "$title"
saved=$(mktemp -d "${TMPDIR:-/tmp}/game-day.XXXXXX")
replicas=()
scaled=
opened=
cordoned=
armed=

save() {
  local i namespace workload
  kube get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml > "$saved/webhooks.yaml"
  for i in "${!configurations[@]}"; do
    kube get "${configurations[i]}" -o 'jsonpath={range .webhooks[*]}{.failurePolicy}{"\n"}{end}' > "$saved/policies.$i" 2> /dev/null || : > "$saved/policies.$i"
  done
  for i in "${!workloads[@]}"; do
    namespace=${workloads[i]%% *}
    workload=${workloads[i]#* }
    replicas[i]=$(kube -n "$namespace" get "$workload" -o 'jsonpath={.spec.replicas}') || refuse "$namespace $workload is not there."
    case ${replicas[i]} in
      '' | *[!0-9]*) refuse "$namespace $workload has \"${replicas[i]}\" replicas, which is no number." ;;
      0) refuse "$namespace $workload has no replica: there is nothing to rehearse, or an outage already." ;;
    esac
    printf '%s %s\n' "${workloads[i]}" "${replicas[i]}" >> "$saved/replicas"
  done
  if [ -n "$node" ]; then
    [ "$(kube get node "$node" -o 'jsonpath={.spec.unschedulable}')" != true ] || refuse "Node $node is cordoned already. Name another."
  fi
  say "saved to $saved"
}

# --- put back, whatever happens --------------------------------------------------------------------

# One patch that sets the failurePolicy of every hook of a configuration.
policies() {
  local position=0 operations='' policy
  while read -r policy; do
    operations+="${operations:+,}{\"op\":\"add\",\"path\":\"/webhooks/$position/failurePolicy\",\"value\":\"${2:-$policy}\"}"
    position=$((position + 1))
  done < "$1"
  printf '[%s]' "$operations"
}

set_policies() {
  local i failed=0
  for i in "${!configurations[@]}"; do
    if [ -s "$saved/policies.$i" ]; then
      change patch "${configurations[i]}" --type=json -p "$(policies "$saved/policies.$i" "$1")" || failed=1
    fi
  done
  return "$failed"
}

scale_back() {
  local i failed=0
  for i in "${!workloads[@]}"; do
    change -n "${workloads[i]%% *}" scale "${workloads[i]#* }" --replicas="${replicas[i]}" || failed=1
  done
  return "$failed"
}

await_back() {
  # What waits has a limit of its own.
  local i failed=0 patience=0
  for i in "${!workloads[@]}"; do
    change -n "${workloads[i]%% *}" rollout status "${workloads[i]#* }" --timeout="${limit}s" || failed=1
  done
  return "$failed"
}

put_back() {
  local failed=0
  if [ -n "$scaled" ]; then
    say "putting back"
    if ! { scale_back && await_back; }; then
      say "The backend does not come back: opening its webhooks, which is never blocked."
      opened=yes
      set_policies Ignore || failed=1
      scale_back || failed=1
      await_back || failed=1
    fi
    # Hooks are closed again only in front of a backend that answers.
    if [ -n "$opened" ] && [ "$failed" -eq 0 ]; then
      set_policies '' || failed=1
    fi
  fi
  if [ -n "$cordoned" ]; then
    change uncordon "$cordoned" || failed=1
  fi
  return "$failed"
}

finish() {
  local status=$?
  # A second interruption must not keep this from ending.
  trap '' INT TERM HUP
  trap - EXIT
  if [ -n "$armed" ] && ! put_back; then
    printf 'game-day: Not everything was put back. What was there before is in %s.\n' "$saved" >&2
    exit 4
  fi
  [ -z "$armed" ] || say "all is as it was; what was saved is in $saved"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# --- watch ---------------------------------------------------------------------------------------

rest() {
  [ "$1" -eq 0 ] || {
    sleep "$1" &
    wait $!
  }
}

not_ready() {
  kube get nodes -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' | grep -cv '^True$' || true
}

# Whether a write that goes through admission is taken; nothing is stored.
probe() { kube create configmap game-day-probe -n "$1" --dry-run=server > /dev/null 2>&1; }

abort() {
  say "ABORT: $*"
  exit 1
}

gone() {
  local i ready
  for i in "${!workloads[@]}"; do
    ready=$(kube -n "${workloads[i]%% *}" get "${workloads[i]#* }" -o 'jsonpath={.status.readyReplicas}') || return 1
    [ "${ready:-0}" = 0 ] || return 1
  done
}

await_gone() {
  local since=$SECONDS
  until gone; do
    [ $((SECONDS - since)) -lt "$limit" ] || abort "the backend is still there after $limit s."
    rest "$every"
  done
}

watch() {
  local since=$SECONDS silent=0 wrong
  while :; do
    if ! kube get --raw /readyz > /dev/null 2>&1; then
      silent=$((silent + 1))
      [ "$silent" -lt 3 ] || abort "the API server has not been ready three times in a row."
    else
      silent=0
    fi
    wrong=$(not_ready)
    [ "$wrong" -le "$before" ] || abort "$wrong nodes are not Ready, $before were not before."
    say "  $((SECONDS - since)) s: $wrong nodes not Ready; a write to default is $(probe default && echo taken || echo refused), to kube-system $(probe kube-system && echo taken || echo refused)"
    [ $((SECONDS - since)) -lt "$hold" ] || return 0
    rest "$every"
  done
}

# --- the rehearsal -------------------------------------------------------------------------------

save
before=$(not_ready)
say "expect, as in the drill:"
for line in "${expected[@]}"; do
  say "  - $line"
done
say "$abort_because"
say "It is ended early when a further node is not Ready, or the API server is not."

armed=yes
if [ -n "$node" ]; then
  say "cordoning $node: a refusal here is a result, too"
  cordoned=$node
  change cordon "$node" || say "  cordon was refused"
fi

say "scaling the backend to zero"
scaled=yes
for i in "${!workloads[@]}"; do
  change -n "${workloads[i]%% *}" scale "${workloads[i]#* }" --replicas=0
done

if [ -n "$dry_run" ]; then
  say "  would watch for $hold s, every $every s"
  exit 0
fi
await_gone
say "the backend is gone; watching for $hold s"
if [ -n "$node" ]; then
  if change uncordon "$node"; then
    say "  uncordon of $node is taken"
    cordoned=
  else
    say "  uncordon of $node is refused: it would stay SchedulingDisabled"
  fi
fi
watch
