#!/usr/bin/env bash
# kill -9 of the program during traffic: what was acknowledged is in the results, once. Expects the program to be built.
set -uo pipefail
# shellcheck source=deploy/test/program.sh
. "$(dirname "$0")/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
trap clean_up EXIT
rm -rf "$place"
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT CANDOR_BOOTSTRAP_TOKEN=token-of-the-kill-test
rounds=${1:-2}

check "the program starts" start
need_jdk
"$JAVA_HOME/bin/java" "$root/deploy/test/Traffic.java" "http://127.0.0.1:$QUARKUS_HTTP_PORT" \
    "$CANDOR_BOOTSTRAP_TOKEN" "$place/stop" >"$place/traffic.log" 2>&1 &
traffic=$!
while is_alive "$traffic" && [ ! -e "$place/stop.running" ]; do sleep 0.1; done
for round in $(seq "$rounds"); do
    # Any moment will do; chance picks it.
    sleep "$((RANDOM % 3)).$((RANDOM % 10))"
    check "traffic runs when the program is killed ($round of $rounds)" is_alive "$traffic"
    kill -9 "$program_pid"
    wait "$program_pid" 2>/dev/null
    check "the program starts again" start
done
touch "$place/stop"
wait "$traffic"
traffic_ended=$?
sed 's/^/    | /' "$place/traffic.log"
check "every acknowledged visitor and purchase is in the results, once" is "$traffic_ended" 0
