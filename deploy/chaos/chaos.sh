#!/usr/bin/env bash
# Faults during traffic, of every kind and in random order: afterwards every event that was acknowledged is stored once, none
# that was refused is, and the results say so. Real processes, a real PostgreSQL; expects the program to be built.
#
#   deploy/chaos/chaos.sh [ROUNDS] [NODES] [SEED]     6 rounds (each kind of fault once), 1 node, a seed by chance
#
# With one node the database is the embedded one, which the program must bring back itself; with more they share one that
# this script runs, from the embedded binaries. The disk can only be filled where this may mount a small file system (root).
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/test/program.sh
. "$here/../test/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
rounds=${1:-6}
nodes=${2:-1}
seed=${3:-$RANDOM}
RANDOM=$seed
place=$root/platform-ui/target/chaos
log=$place/program-0.log
export CANDOR_DATA_DIR=$place/data CANDOR_BOOTSTRAP_TOKEN=token-of-the-chaos-test
cluster=$CANDOR_DATA_DIR/postgresql/cluster
disk=1500m
# All clients come from one network, which a fast machine would take for a flood.
export CANDOR_EVENTS_PER_SECOND_AND_NETWORK=0
need_jdk
command -v psql >/dev/null || refuse "This needs psql: install postgresql-client."
pids=()
ports=()
own_disk=""
traffic=""

tidy_up() {
    local pid
    for pid in "${pids[@]:-}" $traffic; do
        [ -z "$pid" ] || { kill -9 "$pid"; wait "$pid"; } 2>/dev/null
    done
    pid=$(database_pid 2>/dev/null) && { kill -CONT "$pid"; kill -INT "$pid"; } 2>/dev/null
    [ -z "$pid" ] || { until_gone "$pid"; }
    [ -z "$own_disk" ] || umount "$CANDOR_DATA_DIR" 2>/dev/null || umount -l "$CANDOR_DATA_DIR"
    rm -rf "$place"
}
until_gone() {
    local waited=0
    while is_alive "$1" && [ $((waited += 1)) -lt 100 ]; do sleep 0.1; done
}
trap tidy_up EXIT

# Starts node $1 and waits until it is ready.
start_node() {
    log=$place/program-$1.log
    QUARKUS_HTTP_PORT=${ports[$1]}
    export QUARKUS_HTTP_PORT
    start
    local outcome=$?
    pids[$1]=$program_pid
    return $outcome
}

# The server's own account runs what concerns its files.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && setpriv --reuid="$(stat -c %u "$cluster")" --regid="$(stat -c %g "$cluster")" --clear-groups "$@")
    else
        "$@"
    fi
}
pg_ctl() { as_owner "$(echo "$CANDOR_DATA_DIR"/postgresql/server-*/bin/pg_ctl)" "$@" -D "$cluster" -w -t 120 >/dev/null 2>&1; }
start_database() { pg_ctl start -l "$CANDOR_DATA_DIR/postgresql/log/chaos.log"; }
sql() {
    PGPASSWORD=$(cat "$CANDOR_DATA_DIR/postgresql/password") psql -qtAX -h 127.0.0.1 \
        -p "$(sed -n 4p "$cluster/postmaster.pid")" -U candor -d postgres -c "$1" 2>/dev/null
}

# The embedded server's files, in the hands of this script, for nodes that share one database.
share_database() {
    start_node 0 || return 1
    program_pid=${pids[0]}
    kill -TERM "$program_pid"
    await_end
    start_database || return 1
    QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:$(sed -n 4p "$cluster/postmaster.pid")/postgres
    QUARKUS_DATASOURCE_USERNAME=candor
    QUARKUS_DATASOURCE_PASSWORD=$(cat "$CANDOR_DATA_DIR/postgresql/password")
    export QUARKUS_DATASOURCE_JDBC_URL QUARKUS_DATASOURCE_USERNAME QUARKUS_DATASOURCE_PASSWORD
}

acknowledged() { cat "$place/acknowledged" 2>/dev/null || echo 0; }
# Whether traffic goes on: a hundred more requests are acknowledged within two minutes.
goes_on() {
    local from waited=0
    from=$(acknowledged)
    until [ "$(acknowledged)" -ge $((from + 100)) ]; do
        is_alive "$traffic" || return 1
        [ $((waited += 1)) -lt 1200 ] || return 1
        # Shared, the database has nobody else who would bring it back; it may have given up at a full disk.
        [ "$nodes" -eq 1 ] || [ $((waited % 20)) -ne 0 ] || database_is_up || start_database
        sleep 0.1
    done
}
database_is_up() {
    local pid
    pid=$(database_pid 2>/dev/null)
    [ -n "$pid" ] && is_alive "$pid"
}
a_moment() { sleep "$((RANDOM % 2)).$((RANDOM % 10))"; }

# The faults. Each leaves everything as it must be for traffic to go on.
fault_kill() {
    local node=$((RANDOM % nodes))
    kill -9 "${pids[$node]}"
    wait "${pids[$node]}" 2>/dev/null
    a_moment
    start_node "$node"
}
fault_term() {
    local node=$((RANDOM % nodes))
    program_pid=${pids[$node]}
    kill -TERM "$program_pid"
    await_end
    start_node "$node"
}
fault_terminate() {
    local times cut=0
    for times in 1 2 3; do
        cut=$((cut + $(sql "select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'" || echo 0)))
        sleep 0.3
    done
    # A fault that does nothing proves nothing.
    [ "$cut" -gt 0 ] || echo "    no connection could be cut: the database did not answer psql"
}
fault_immediate() {
    local pid
    database_is_up || return 0
    pid=$(database_pid)
    kill -QUIT "$pid"
    until_gone "$pid"
    # Alone, the program sees to its database itself.
    [ "$nodes" -eq 1 ] || start_database
}
fault_stall() {
    local pid
    database_is_up || return 0
    pid=$(database_pid)
    kill -STOP "$pid" $(pgrep -P "$pid")
    sleep "$((2 + RANDOM % 3))"
    kill -CONT "$pid" $(pgrep -P "$pid")
}
# How often the nodes said that something could not be stored: it grows with each full disk, not only with the first.
times_told() { cat "$place"/program-*.log 2>/dev/null | grep -c "were not stored"; }
fault_full() {
    if [ -z "$own_disk" ]; then
        echo "    skipped: only root can give the data folder a small disk of its own"
        return 0
    fi
    local available told
    told=$(times_told)
    available=$(df --output=avail -k "$CANDOR_DATA_DIR" | tail -n 1)
    fallocate -l "$((available - 64))K" "$CANDOR_DATA_DIR/filler" 2>/dev/null
    dd if=/dev/zero of="$CANDOR_DATA_DIR/filler-too" bs=4k 2>/dev/null
    # New tables and segments have no room now; wait until somebody has been told so.
    local waited=0
    until [ "$(times_told)" -gt "$told" ] || [ $((waited += 1)) -gt 100 ]; do sleep 0.1; done
    [ "$(times_told)" -gt "$told" ] || echo "    nobody was told within ten seconds that the disk is full"
    sleep 1
    rm -f "$CANDOR_DATA_DIR/filler" "$CANDOR_DATA_DIR/filler-too"
}
declare -A words=(
    [kill]="the program was killed" [term]="the program was stopped and started" [terminate]="its connections were cut"
    [immediate]="PostgreSQL was stopped immediately" [stall]="PostgreSQL hung for seconds" [full]="the disk was full"
)

umount "$CANDOR_DATA_DIR" 2>/dev/null # of a run that was broken off
rm -rf "$place"
mkdir -p "$CANDOR_DATA_DIR"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o "size=$disk,mode=755" tmpfs "$CANDOR_DATA_DIR" 2>/dev/null; then own_disk=yes; fi
for ((node = 0; node < nodes; node++)); do ports[node]=$(free_port); done
echo "Chaos: $rounds rounds, $nodes node(s), seed $seed"
[ "$nodes" -eq 1 ] || check "nodes can share a database" share_database
addresses=""
for ((node = 0; node < nodes; node++)); do
    check "node $node starts" start_node "$node"
    addresses=$addresses${addresses:+,}http://127.0.0.1:${ports[$node]}
done
driver=$(find "$root/platform-ui/target/quarkus-app/lib/main" -name 'org.postgresql.postgresql-*.jar')
"$JAVA_HOME/bin/java" -cp "$driver" "$here/Chaos.java" "$seed" "$CANDOR_BOOTSTRAP_TOKEN" "$place" "$CANDOR_DATA_DIR" \
    "$addresses" >"$place/traffic.log" 2>&1 &
traffic=$!
check "traffic runs" goes_on
kinds=()
for round in $(seq "$rounds"); do
    [ ${#kinds[@]} -gt 0 ] || mapfile -t kinds < <(printf '%s\n' kill term terminate immediate stall full |
        while read -r kind; do echo "$RANDOM $kind"; done | sort -n | cut -d ' ' -f 2)
    kind=${kinds[0]}
    kinds=("${kinds[@]:1}")
    fault_"$kind"
    check "traffic goes on after ${words[$kind]} (round $round of $rounds)" goes_on
done
touch "$place/stop"
wait "$traffic"
outcome=$?
sed 's/^/    | /' "$place/traffic.log"
check "every acknowledged event is stored once, no refused one is, and the results say so ($nodes node(s))" is "$outcome" 0
