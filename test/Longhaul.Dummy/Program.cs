// A program of our own for tests of processes: it does what it is told, and nothing else. `dummy COMMAND [ARGUMENT…]`
using System.Globalization;
using Longhaul.Dummy;

if (args.Length == 0)
    return 0;
int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
return args[0] switch
{
    "exit" => Number(1),
    "sleep" => Acts.Sleep(Number(1)),
    "stubborn" => Acts.SleepThroughTermination(Number(1)),
    "polite" => Acts.SleepUntilTermination(Number(1)),
    "print" => Acts.Print(long.Parse(args[1], CultureInfo.InvariantCulture)),
    "allocate" => Acts.Allocate(Number(1), args.Length > 2 ? Number(2) : 0),
    "write" => Acts.Write(args[1], long.Parse(args[2], CultureInfo.InvariantCulture)),
    "read" => Acts.Read(args[1]),
    "connect" => Acts.Connect(args[1], Number(2)),
    "environment" => Acts.PrintEnvironment(),
    "syscalls" => Acts.SystemCalls(args.Skip(1).Select(a => long.Parse(a, CultureInfo.InvariantCulture))),
    "descriptors" => Acts.PrintDescriptors(),
    "mcp" => await ToolServer.RunAsync(Number(1)),
    "host" => await Host.RunAsync(args[1], args[2], [.. args.Skip(3)]),
    "shell" => await Host.ShellAsync(args[1], [.. args.Skip(2)]),
    _ => throw new ArgumentException($"unknown command '{args[0]}'"),
};
