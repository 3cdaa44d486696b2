#!/usr/bin/env bash
# Runs the benchmarks of the assignment engine, on one core: time and garbage a decision, beside the bare hash.
# Finds a JDK and Maven as run.sh does. Arguments go to JMH: engine.sh -f 1 -i 3 Engine.decideAll
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=deploy/tools.sh
. ../tools.sh
need_jdk
need_maven
java=$JAVA_HOME/bin/java

mvn -q -B ${MAVEN_ARGS:-} compile
one_core=""
if command -v taskset > /dev/null; then one_core="taskset -c 0"; fi
if [ $# -eq 0 ]; then set -- Engine; fi
exec $one_core "$java" -cp "target/classes:$(cat target/classpath.txt)" org.openjdk.jmh.Main \
  -jvm "$java" -jvmArgs "-Xms512m -Xmx512m -XX:+UseSerialGC" -prof gc "$@"
