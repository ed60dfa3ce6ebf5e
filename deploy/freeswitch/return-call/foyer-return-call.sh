#!/bin/sh
# Tells Foyer that the caller wants no more calls. Arguments: the caller's number, and the number that was called.
# Place it as /etc/freeswitch/foyer-return-call.sh, executable. Without Foyer at FOYER_URL the objection is kept in
# FOYER_MISSED, a list that `foyer objection import` takes: nothing that a caller said is lost.
set -eu

FOYER_URL="${FOYER_URL:-http://127.0.0.1:8080}"
FOYER_MISSED="${FOYER_MISSED:-/var/lib/freeswitch/foyer/objections-missed.csv}"

case "${1:-}${2:-}" in *[!0-9+]* | '') echo 'two telephone numbers are needed' >&2; exit 2 ;; esac

if curl --silent --show-error --fail --max-time 5 --output /dev/null \
  --header 'Content-Type: application/json' \
  --data "{\"callerNumber\":\"$1\",\"calledNumber\":\"$2\"}" \
  "$FOYER_URL/api/objections/return-call"; then
  echo recorded
else
  echo "$1" >> "$FOYER_MISSED"
  echo kept
fi
