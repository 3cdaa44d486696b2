#!/usr/bin/env bash
# A node without its database: it goes on deciding, says that it is degraded, starts from its local copy, and recovers.
# Expects the program to be built. The database is another program's embedded one, run by hand as an operator's own would be.
set -uo pipefail
# shellcheck source=deploy/test/program.sh
. "$(dirname "$0")/program.sh"
place=$root/platform-ui/target/degraded-test
log=$place/program.log
owner_data=$place/owner
node_data=$place/node
cluster=$owner_data/postgresql/cluster
server_pid=""
token=token-of-the-degraded-test
export CANDOR_BOOTSTRAP_TOKEN=$token
finish() {
    [ -z "$server_pid" ] || kill -INT "$server_pid" 2>/dev/null
    CANDOR_DATA_DIR=$owner_data clean_up
}
trap finish EXIT
rm -rf "$place"

# ask METHOD PATH BODY [HEADER]: puts the answer's status into $status and its body into $body.
ask() {
    local line
    status="" body=""
    { exec 3<>"/dev/tcp/127.0.0.1/$QUARKUS_HTTP_PORT"; } 2>/dev/null || return 0
    printf '%s %s HTTP/1.0\r\nHost: localhost\r\nContent-Length: %s\r\n%s\r\n\r\n%s' \
        "$1" "$2" "${#3}" "${4:-X-Nothing: 0}" "$3" >&3
    IFS= read -r -t 20 line <&3
    set -- $line
    status=${2:-}
    while IFS= read -r -t 20 line <&3 && [ "$line" != $'\r' ]; do answer_headers="${answer_headers:-}$line"; done
    body=$(timeout 20 cat <&3)
    exec 3>&-
}
admin() { ask "$1" "$2" "$3" "Authorization: Bearer $token"; }
decide() { ask POST /v1/decide "{\"siteKey\":\"$site_key\",\"unit\":\"anna\",\"consent\":{\"measurement\":\"granted\",\"remembering\":\"granted\"}}"; }
decides() { decide; is "$status" 200 && holds "$body" '"reason":"assigned"'; }
# Waits up to a minute until the health says so.
await_degraded() {
    local waited=0
    until ask GET /q/health/ready "" && case "$body" in *"\"degraded\": $1"*) true ;; *) false ;; esac; do
        [ $((waited += 1)) -lt 300 ] || { echo "    was: $body"; return 1; }
        sleep 0.2
    done
    is "$status" 200
}

# Whoever owns the files runs the server: as root that is another account.
as_owner() {
    local owner group
    owner=$(stat -c %u "$cluster") group=$(stat -c %g "$cluster")
    if [ "$owner" = "$(id -u)" ]; then exec "$@"; else exec setpriv --reuid="$owner" --regid="$group" --clear-groups "$@"; fi
}
start_server() {
    local postgres waited=0
    postgres=$(find "$owner_data/postgresql" -path '*/bin/postgres' | head -n 1)
    (as_owner "$postgres" -D "$cluster" -p "$server_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= >"$place/server.log" 2>&1) &
    server_pid=$!
    until is_taken "$server_port"; do
        [ $((waited += 1)) -lt 300 ] || return 1
        sleep 0.1
    done
}
stop_server() {
    kill -INT "$server_pid"
    wait "$server_pid" 2>/dev/null
    server_pid=""
}

# A cluster to use, made by the program itself.
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT
export CANDOR_DATA_DIR=$owner_data
check "a program makes a database" start
kill -TERM "$program_pid"
await_end
server_port=$(free_port)
check "its server runs by itself" start_server
export QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:$server_port/postgres
export QUARKUS_DATASOURCE_USERNAME=candor
QUARKUS_DATASOURCE_PASSWORD=$(cat "$owner_data/postgresql/password")
export QUARKUS_DATASOURCE_PASSWORD
export CANDOR_DATA_DIR=$node_data

check "a node starts on the operator's database" start
admin POST /api/v1/sites '{"key":"shop","name":"Shop","origins":["https://shop.example"],"locale":"en"}'
site_key=$(printf '%s' "$body" | sed 's/.*"siteKey":"\([^"]*\)".*/\1/')
admin PUT /api/v1/sites/shop/metrics/purchase '{"kind":"conversion","event":"purchase","direction":"increase"}'
for unit in consented_visitor daily_visitor; do
    key=by-$(printf '%s' "$unit" | tr _ -)
    admin POST /api/v1/sites/shop/experiments "{\"key\":\"$key\",\"name\":\"One\",\"question\":\"Which?\",\"hypothesis\":\"One.\",\"unit\":\"$unit\",
        \"trafficShare\":10000,\"variants\":[{\"key\":\"a\",\"role\":\"control\",\"weight\":5000},{\"key\":\"b\",\"role\":\"personalized\",\"weight\":5000}],
        \"metrics\":[{\"metric\":\"purchase\",\"role\":\"primary\"}],\"plan\":{\"method\":\"fixed\",\"practicalEquivalence\":{\"relative\":0.01},\"maximumVisitors\":60000}}"
    admin POST "/api/v1/sites/shop/experiments/$key/start" ""
done
check "it decides" decides
before=$body
check "it is not degraded" await_degraded false
check "it keeps a copy that only its own account may read" is "$(stat -c %a "$node_data/rulesets.json")" 600

stop_server
check "without its database it says so and stays ready" await_degraded true
check "it goes on deciding" decides
check "as before, by day too" is "$body" "$before"
ask POST /v1/events "{\"siteKey\":\"$site_key\",\"events\":[{\"id\":\"$(printf '%012x' "$(date +%s)000" | sed 's/^\(.\{8\}\)\(.\{4\}\)/\1-\2/')-7000-8000-000000000000\",\"type\":\"conversion\",\"unit\":\"anna\",\"name\":\"purchase\"}]}"
check "it takes no events" is "$status" 503
check "and says when to try again" holds "$answer_headers" "etry-"
admin GET /api/v1/sites ""
check "nothing can be managed" is "$status" 503
check "as a problem" holds "$body" '"type":"/problems/unavailable"'
ask GET /api/v1/sites "" "Authorization: Bearer some-token"
check "nor can anybody's token be looked up" is "$status" 503

kill -TERM "$program_pid"
await_end
check "a node starts without its database" start
check "it says that it decides from its copy" holds "$(cat "$log")" "deciding from the local copy"
check "it is degraded from the start" await_degraded true
check "it decides" decides
decide
check "as before" holds "$body" "$(printf '%s' "$before" | sed 's/.*\({"experiment":"by-consented-visitor"[^}]*}\).*/\1/')"
check "but for the units of a day, whose salts no copy holds" holds "$body" '"experiment":"by-daily-visitor","variant":null,"role":null,"reason":"no_unit"'
ask POST /v1/events "{\"siteKey\":\"$site_key\",\"events\":[]}"
check "it takes no events" is "$status" 503

check "the database comes back" start_server
check "the node recovers by itself" await_degraded false
decide
check "and decides as before, by day too" is "$body" "$before"
admin GET /api/v1/sites ""
check "and can be managed again" is "$status" 200

kill -TERM "$program_pid"
await_end
stop_server
rm -f "$node_data/rulesets.json"
said=$("$root/deploy/run.sh" 2>&1)
check "without database and copy it refuses to start" is $? 1
check "in one sentence" holds "$(printf '%s\n' "$said" | tail -n 1)" "The database cannot be used"
program_pid=""
