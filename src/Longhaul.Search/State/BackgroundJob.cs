using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>A command that was started in the background.</summary>
/// <param name="Ended">Null while nobody has seen it end.</param>
public sealed record BackgroundJob(JobStarted Started, JobEnded? Ended);
