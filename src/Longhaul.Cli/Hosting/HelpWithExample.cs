using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Longhaul.Cli.Commands;

namespace Longhaul.Cli.Hosting;

/// <summary>The usual help, followed by an example to copy.</summary>
internal sealed class HelpWithExample(HelpAction usual) : SynchronousCommandLineAction
{
    private const string Start = """
        longhaul run tasks/penguins --budget 2m
          longhaul doctor
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var exit = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // One line needs no title.
        output.Write(text.ToString().Replace($"Description:{Environment.NewLine}  ", "", StringComparison.Ordinal));
        var example = parseResult.CommandResult.Command switch
        {
            LonghaulCommand command => command.Example,
            RootCommand => Start,
            _ => null,
        };
        if (example is not null)
            output.WriteLine($"Example:\n  {example}\n");
        return exit;
    }
}
