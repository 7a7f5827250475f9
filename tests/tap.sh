# What shell tests say of their cases, as TAP. They source this, set `said` to the files that show what went
# wrong when a case fails, and end with a plan: echo "1..$count".
count=0 failed=0 said=()

result() { # NAME: about the command before it
    local status=$? file
    count=$((count + 1))
    if [ $status -eq 0 ]; then
        echo "ok $count - $1"
        return
    fi
    failed=1
    echo "not ok $count - $1"
    for file in "${said[@]}"; do
        cut -c 1-400 "$file" | sed "s|^|# ${file##*/}: |"
    done
}
