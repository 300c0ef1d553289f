namespace Longhaul.Search.Events;

/// <summary><c>job.started</c>: written before a command is started in the background. It ends with its session at the latest.</summary>
/// <param name="Job">The use of the tool that starts it.</param>
/// <param name="What">The command, on one line.</param>
/// <param name="LimitSeconds">Time it may take.</param>
public sealed record JobStarted(string Session, string Job, string What, double LimitSeconds) : RoleEvent(Session);

/// <summary><c>job.ended</c>: it is over, and what it left is in its place.</summary>
/// <param name="Ending"><c>success</c>, <c>error</c>, <c>timeout</c>, <c>outofmemory</c>, <c>limit</c>, <c>stopped</c>, or <c>interrupted</c>: cut off with the process that owned the run.</param>
/// <param name="Files">How many files it left.</param>
public sealed record JobEnded(string Session, string Job, string Ending, int? ExitCode, double WallSeconds, string? Detail, int Files) : RoleEvent(Session);
