using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Longhaul.Runs.Journal;

namespace Longhaul.Search.Events;

/// <summary>Run events as journal entries, both ways.</summary>
public static class RunEventCodec
{
    private static readonly Dictionary<string, JsonTypeInfo> ByName = new(StringComparer.Ordinal)
    {
        ["run.created"] = RunEventJson.Default.RunCreated,
        ["run.started"] = RunEventJson.Default.RunStarted,
        ["run.heartbeat"] = RunEventJson.Default.Heartbeat,
        ["run.notice"] = RunEventJson.Default.Notice,
        ["data.prepared"] = RunEventJson.Default.DataPrepared,
        ["stage.done"] = RunEventJson.Default.StageDone,
        ["candidate.proposed"] = RunEventJson.Default.CandidateProposed,
        ["experiment.started"] = RunEventJson.Default.ExperimentStarted,
        ["experiment.ended"] = RunEventJson.Default.ExperimentEnded,
        ["alarm.raised"] = RunEventJson.Default.AlarmRaised,
        ["ensemble.made"] = RunEventJson.Default.EnsembleMade,
        ["gate.asked"] = RunEventJson.Default.GateAsked,
        ["champion.frozen"] = RunEventJson.Default.ChampionFrozen,
        ["member.fitted"] = RunEventJson.Default.MemberFitted,
        ["final.fitted"] = RunEventJson.Default.FinalFitted,
        ["curve.measured"] = RunEventJson.Default.CurveMeasured,
        ["promise.made"] = RunEventJson.Default.PromiseMade,
        ["submission.updated"] = RunEventJson.Default.SubmissionUpdated,
        ["command.received"] = RunEventJson.Default.CommandReceived,
        ["run.interrupted"] = RunEventJson.Default.RunInterrupted,
        ["run.ended"] = RunEventJson.Default.RunEnded,
        ["requests.refused"] = RunEventJson.Default.RequestsRefused,
        ["report.written"] = RunEventJson.Default.ReportWritten,
        ["grade.computed"] = RunEventJson.Default.GradeComputed,
        ["role.started"] = RunEventJson.Default.RoleStarted,
        ["model.asked"] = RunEventJson.Default.ModelAsked,
        ["model.answered"] = RunEventJson.Default.ModelAnswered,
        ["tool.started"] = RunEventJson.Default.ToolStarted,
        ["tool.ended"] = RunEventJson.Default.ToolEnded,
        ["log.appended"] = RunEventJson.Default.LogAppended,
        ["person.asked"] = RunEventJson.Default.PersonAsked,
        ["job.started"] = RunEventJson.Default.JobStarted,
        ["job.ended"] = RunEventJson.Default.JobEnded,
        ["role.ended"] = RunEventJson.Default.RoleEnded,
        ["code.committed"] = RunEventJson.Default.CodeCommitted,
        ["trial.started"] = RunEventJson.Default.TrialStarted,
        ["trial.ended"] = RunEventJson.Default.TrialEnded,
        ["reproduction.ended"] = RunEventJson.Default.ReproductionEnded,
        ["leaf.judged"] = RunEventJson.Default.LeafJudged,
        ["packages.installed"] = RunEventJson.Default.PackagesInstalled,
        ["file.fetched"] = RunEventJson.Default.FileFetched,
    };

    private static readonly Dictionary<Type, string> Names = ByName.ToDictionary(pair => pair.Value.Type, pair => pair.Key);

    /// <summary>The entry to append for an event.</summary>
    /// <param name="id">The action's id: <c>e7</c>, <c>c3</c>, the run's.</param>
    public static JournalDraft Encode(string id, RunEvent what)
    {
        var type = Names[what.GetType()];
        return new JournalDraft(type, id, JsonSerializer.SerializeToUtf8Bytes(what, ByName[type]));
    }

    /// <summary>The event of an entry; null for types this release doesn't know.</summary>
    public static RunEvent? Decode(JournalEntry entry) =>
        ByName.TryGetValue(entry.Type, out var form) ? (RunEvent?)entry.Data.Deserialize(form) : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunCreated))]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(DataPrepared))]
[JsonSerializable(typeof(StageDone))]
[JsonSerializable(typeof(CandidateProposed))]
[JsonSerializable(typeof(ExperimentStarted))]
[JsonSerializable(typeof(ExperimentEnded))]
[JsonSerializable(typeof(AlarmRaised))]
[JsonSerializable(typeof(EnsembleMade))]
[JsonSerializable(typeof(GateAsked))]
[JsonSerializable(typeof(ChampionFrozen))]
[JsonSerializable(typeof(MemberFitted))]
[JsonSerializable(typeof(FinalFitted))]
[JsonSerializable(typeof(CurveMeasured))]
[JsonSerializable(typeof(PromiseMade))]
[JsonSerializable(typeof(SubmissionUpdated))]
[JsonSerializable(typeof(CommandReceived))]
[JsonSerializable(typeof(RunInterrupted))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(RequestsRefused))]
[JsonSerializable(typeof(ReportWritten))]
[JsonSerializable(typeof(GradeComputed))]
[JsonSerializable(typeof(RoleStarted))]
[JsonSerializable(typeof(ModelAsked))]
[JsonSerializable(typeof(ModelAnswered))]
[JsonSerializable(typeof(ToolStarted))]
[JsonSerializable(typeof(ToolEnded))]
[JsonSerializable(typeof(LogAppended))]
[JsonSerializable(typeof(PersonAsked))]
[JsonSerializable(typeof(JobStarted))]
[JsonSerializable(typeof(JobEnded))]
[JsonSerializable(typeof(RoleEnded))]
[JsonSerializable(typeof(CodeCommitted))]
[JsonSerializable(typeof(TrialStarted))]
[JsonSerializable(typeof(TrialEnded))]
[JsonSerializable(typeof(ReproductionEnded))]
[JsonSerializable(typeof(LeafJudged))]
[JsonSerializable(typeof(PackagesInstalled))]
[JsonSerializable(typeof(FileFetched))]
internal sealed partial class RunEventJson : JsonSerializerContext;
