#!/bin/sh
# Stands between cargo and rustc for this repository's own crates (RUSTC_WORKSPACE_WRAPPER): adds the edge counters and comparison
# tracing that libFuzzer wants (LLVM's SanitizerCoverage, which the stable compiler has) and checks of sums. Build scripts and
# cargo's own questions to rustc are passed on as they are; dependencies never come here.
case " $* " in
*" --crate-name build_script"*) exec "$@" ;;
*" --crate-name "*)
    exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 \
        -Coverflow-checks=on -Cdebug-assertions=on --cfg fuzzing
    ;;
*) exec "$@" ;;
esac
