package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

func (*completionCmd) Help() string {
	return `Examples:

    source <(chancery completion bash)
    chancery completion zsh > "${fpath[1]}/_chancery"
    chancery completion fish > ~/.config/fish/completions/chancery.fish
`
}

func (c *completionCmd) Run(a *app) error {
	root := a.parser.Model.Node
	switch c.Shell {
	case "bash":
		a.out.printf("%s", bashCompletion(root))
	case "zsh":
		a.out.printf("%s", zshCompletion(root))
	case "fish":
		a.out.printf("%s", fishCompletion(root))
	}
	return nil
}

// children is the commands below a node that are shown.
func children(n *kong.Node) []*kong.Node {
	var out []*kong.Node
	for _, c := range n.Children {
		if c.Type == kong.CommandNode && !c.Hidden {
			out = append(out, c)
		}
	}
	return out
}

// flags is the flags of a node itself.
func flags(n *kong.Node) []*kong.Flag {
	var out []*kong.Flag
	for _, f := range n.Flags {
		if !f.Hidden {
			out = append(out, f)
		}
	}
	return out
}

// choices is the values that the first argument of a command is chosen from.
func choices(n *kong.Node) []string {
	for _, p := range n.Positional {
		if p.Enum != "" {
			return strings.Split(p.Enum, ",")
		}
	}
	return nil
}

func commandNames(list []*kong.Node) []string {
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = n.Name
	}
	return names
}

// words is what may follow a command: its commands, the choices of its argument, its flags and the global ones.
func words(root, n *kong.Node) string {
	list := append(commandNames(children(n)), choices(n)...)
	for _, f := range flags(n) {
		list = append(list, "--"+f.Name)
	}
	if n != root {
		for _, f := range flags(root) {
			list = append(list, "--"+f.Name)
		}
	}
	return strings.Join(list, " ")
}

// bashCompletion offers commands and flags; where a word is neither, bash offers files.
func bashCompletion(root *kong.Node) string {
	var b strings.Builder
	b.WriteString("# bash completion of chancery; made by: chancery completion bash\n_chancery() {\n" +
		"  local cur=\"${COMP_WORDS[COMP_CWORD]}\" command=\"\" word words\n" +
		"  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n" +
		"    case \"$word\" in\n")
	fmt.Fprintf(&b, "      %s) command=\"${command:-$word}\" ;;\n", strings.Join(commandNames(children(root)), "|"))
	b.WriteString("    esac\n  done\n  case \"$command\" in\n")
	for _, c := range children(root) {
		fmt.Fprintf(&b, "    %s) words=\"%s\" ;;\n", c.Name, words(root, c))
	}
	fmt.Fprintf(&b, "    *) words=\"%s\" ;;\n", words(root, root))
	b.WriteString("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o default -F _chancery chancery\n")
	return b.String()
}

// zshCompletion offers what the one for bash does, with the help of each command and flag beside it.
func zshCompletion(root *kong.Node) string {
	var b strings.Builder
	b.WriteString("#compdef chancery\n# zsh completion of chancery; made by: chancery completion zsh\n_chancery() {\n  local -a commands\n  commands=(\n")
	for _, c := range children(root) {
		fmt.Fprintf(&b, "    %s\n", zshQuote(c.Name+":"+c.Help))
	}
	b.WriteString("  )\n  _arguments -C \\\n")
	for _, f := range flags(root) {
		b.WriteString("    " + zshFlag(f) + " \\\n")
	}
	b.WriteString("    '1: :->command' '*:: :->argument'\n  case $state in\n    command) _describe command commands ;;\n    argument)\n      case $words[1] in\n")
	for _, c := range children(root) {
		fmt.Fprintf(&b, "        %s) _arguments \\\n", c.Name)
		for _, f := range append(flags(c), flags(root)...) {
			b.WriteString("          " + zshFlag(f) + " \\\n")
		}
		list := append(commandNames(children(c)), choices(c)...)
		if len(list) > 0 {
			fmt.Fprintf(&b, "          '1: :(%s)' '*:file:_files' ;;\n", strings.Join(list, " "))
		} else {
			b.WriteString("          '*:file:_files' ;;\n")
		}
	}
	b.WriteString("      esac ;;\n  esac\n}\nif [ \"$funcstack[1]\" = \"_chancery\" ]; then _chancery \"$@\"; else compdef _chancery chancery; fi\n")
	return b.String()
}

func zshFlag(f *kong.Flag) string {
	s := "--" + f.Name + "[" + strings.NewReplacer("[", "(", "]", ")").Replace(f.Help) + "]"
	if !f.IsBool() {
		s = "--" + f.Name + "=[" + strings.NewReplacer("[", "(", "]", ")").Replace(f.Help) + "]:" + strings.ToLower(f.FormatPlaceHolder()) + ":_files"
	}
	return zshQuote(s)
}

func zshQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func fishCompletion(root *kong.Node) string {
	var b strings.Builder
	b.WriteString("# fish completion of chancery; made by: chancery completion fish\n")
	names := strings.Join(commandNames(children(root)), " ")
	for _, f := range flags(root) {
		b.WriteString("complete -c chancery" + fishFlag(f) + "\n")
	}
	for _, c := range children(root) {
		fmt.Fprintf(&b, "complete -c chancery -f -n 'not __fish_seen_subcommand_from %s' -a %s -d %s\n", names, c.Name, fishQuote(c.Help))
		seen := " -n '__fish_seen_subcommand_from " + c.Name + "'"
		for _, v := range append(commandNames(children(c)), choices(c)...) {
			b.WriteString("complete -c chancery" + seen + " -a " + v + "\n")
		}
		for _, f := range flags(c) {
			b.WriteString("complete -c chancery" + seen + fishFlag(f) + "\n")
		}
	}
	return b.String()
}

func fishFlag(f *kong.Flag) string {
	s := " -l " + f.Name
	if f.Short != 0 {
		s += " -s " + string(f.Short)
	}
	if !f.IsBool() {
		s += " -r"
	}
	return s + " -d " + fishQuote(f.Help)
}

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
