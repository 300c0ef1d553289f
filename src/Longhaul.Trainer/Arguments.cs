using Longhaul.Runs;

namespace Longhaul.Trainer;

/// <summary>The command line of <c>train</c>.</summary>
public sealed record Arguments(string Data, string Pipeline, string Out, int Threads, TimeSpan? Time)
{
    private const string Usage = "usage: Longhaul.Trainer train --data DIR --pipeline FILE --out DIR --threads N [--time SECONDS]";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UserErrorException">They are not as the usage says.</exception>
    public static Arguments Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is not ["train", ..])
            throw new UserErrorException(Usage);
        var values = NamedValues.Parse(arguments, Usage, "--data", "--pipeline", "--out", "--threads", "--time");
        return new Arguments(values.Text("--data"), values.Text("--pipeline"), values.Text("--out"), (int)values.Number("--threads"), values.Seconds("--time"));
    }
}
