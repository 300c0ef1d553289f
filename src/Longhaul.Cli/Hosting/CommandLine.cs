using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Longhaul.Runs.Tasks;

namespace Longhaul.Cli.Hosting;

/// <summary>Parses the command line, calls the command, and turns whatever happens into an exit code.</summary>
internal static class CommandLine
{
    private const string Description = "Longhaul: an autonomous ML research engineer. From a folder of data to a graded submission and a report.";

    /// <summary>The exit code of DESIGN §5: 0 done, 1 no valid result, 2 bad input or usage, 3 the environment lacks something, 130 interrupted.</summary>
    public static async Task<int> InvokeAsync(Session session, string[] arguments, IReadOnlyList<Command> commands)
    {
        using var interruption = new Interruption(session);
        try
        {
            string[] asked = arguments is [] ? ["--help"] : arguments;
            var parsed = Root(commands).Parse(asked, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
                return ShowUsageErrors(session, parsed);
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = session.Out,
                Error = session.Error,
            };
            return await parsed.InvokeAsync(configuration, interruption.Token);
        }
        catch (Exception problem)
        {
            return Failure.Show(session, problem);
        }
    }

    private static RootCommand Root(IReadOnlyList<Command> commands)
    {
        var root = new RootCommand(Description);
        foreach (var command in commands)
            root.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        // Who reads it has found it.
        help.Hidden = true;
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        return root;
    }

    private static int ShowUsageErrors(Session session, ParseResult parsed)
    {
        foreach (var message in Messages(parsed))
            session.Error.WriteLine(message);
        var path = string.Join(' ', PathOf(parsed.CommandResult).Reverse());
        session.Error.WriteLine($"`{path} --help` shows how it is used.");
        return 2;
    }

    // A misspelt command leaves the parser with several complaints of which one helps.
    private static IEnumerable<string> Messages(ParseResult parsed)
    {
        var commands = parsed.CommandResult.Command.Subcommands.Select(command => command.Name).ToList();
        return commands.Count > 0 && parsed.UnmatchedTokens is [var unknown, ..]
            ? [$"There is no command '{unknown}'.{NearestName.Hint(unknown, commands)}"]
            : parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> PathOf(System.CommandLine.Parsing.SymbolResult? result)
    {
        for (; result is System.CommandLine.Parsing.CommandResult command; result = command.Parent)
            yield return command.Command is RootCommand ? "longhaul" : command.Command.Name;
    }
}
