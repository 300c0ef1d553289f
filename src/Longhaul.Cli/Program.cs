using Longhaul.Cli.Commands;
using Longhaul.Cli.Commands.Tasks;
using Longhaul.Cli.Hosting;

var session = Session.OfProcess();
return await CommandLine.InvokeAsync(session, args,
[
    new RunCommand(session),
    new ResumeCommand(session),
    new AttachCommand(session),
    new StopCommand(session),
    new ExtendCommand(session),
    new AnswerCommand(session),
    new AdviseCommand(session),
    new TryCommand(session),
    new ShellCommand(session),
    new ListCommand(session),
    new ShowCommand(session),
    new TreeCommand(session),
    new LogCommand(session),
    new CostCommand(session),
    new ExportCommand(session),
    new CleanCommand(session),
    new GradeCommand(session),
    new VerifyCommand(session),
    new BenchCommand(session),
    new TaskCommand(session),
    new DoctorCommand(session),
    new TestCommand(session),
    new CompletionCommand(session),
]);
