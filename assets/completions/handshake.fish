# Completion of handshake for fish: `handshake completions fish > ~/.config/fish/completions/handshake.fish`.

function __handshake_complete
    set -l given (commandline -opc)
    set -l program $given[1]
    set -e given[1]
    set -l current (commandline -ct)
    for line in ($program complete fish -- $given "$current" 2>/dev/null)
        if test "$line" = \t
            __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current")
        else
            echo $line
        end
    end
end

complete -c handshake -f -a '(__handshake_complete)'
