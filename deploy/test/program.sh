# What the tests of the scripts share: the program as a newcomer starts it. To be sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
place=$root/platform-ui/target/script-tests
log=$place/program.log
program_pid=""
export CANDOR_DATA_DIR=$place/data
unset QUARKUS_DATASOURCE_JDBC_URL

# Says how a test went: check "what must hold" command...
check() {
    local rule=$1
    shift
    if "$@"; then
        echo "ok - $rule"
    else
        echo "not ok - $rule"
        [ -f "$log" ] && sed 's/^/    | /' "$log" | tail -n 20
    fi
}

is() { [ "$1" = "$2" ] || { echo "    expected: $2"; echo "    but was:  $1"; false; }; }
holds() { case "$1" in *"$2"*) ;; *) echo "    expected to hold: $2"; echo "    but was: $1"; false ;; esac; }
is_alive() { kill -0 "$1" 2>/dev/null; }
is_gone() { ! is_alive "$1"; }
is_one_line() { is "$(printf '%s\n' "$1" | wc -l | tr -d ' ')" 1; }

# Whether a program listens on the port of this machine.
is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    local port
    while port=$((20000 + RANDOM % 10000)); do
        is_taken "$port" || { echo "$port"; return; }
    done
}

# The status code of a GET, or nothing.
status_of() {
    { exec 3<>"/dev/tcp/127.0.0.1/$QUARKUS_HTTP_PORT"; } 2>/dev/null || return 0
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
    local line
    IFS= read -r -t 10 line <&3 || true
    exec 3>&-
    set -- $line
    echo "${2:-}"
}

# Starts the program and waits until it is ready; fails if it ends or takes two minutes.
start() {
    mkdir -p "$place"
    "$root/deploy/run.sh" "$@" >"$log" 2>&1 </dev/null &
    program_pid=$!
    local waited=0
    until [ "$(status_of /q/health/ready)" = 200 ]; do
        is_alive "$program_pid" || return 1
        [ $((waited += 1)) -lt 600 ] || return 1
        sleep 0.2
    done
}

# Waits up to a minute for the end and puts the status into $ending (a subshell could not ask for it).
await_end() {
    local waited=0
    while is_alive "$program_pid" && [ $((waited += 1)) -lt 300 ]; do sleep 0.2; done
    ending="still running"
    is_alive "$program_pid" && return
    wait "$program_pid" 2>/dev/null
    ending=$?
}

database_pid() { head -n 1 "$CANDOR_DATA_DIR/postgresql/cluster/postmaster.pid"; }

clean_up() {
    [ -z "$program_pid" ] || kill -9 "$program_pid" 2>/dev/null
    local left
    left=$(database_pid 2>/dev/null) && kill -INT "$left" 2>/dev/null
    sleep 1
    rm -rf "$place"
}
