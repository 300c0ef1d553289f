using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;

namespace Longhaul.Runs.Folder;

/// <summary>A command that another process left for the run's owner. Idempotent: the owner obeys an id once.</summary>
/// <param name="Id">Unique name of this command.</param>
/// <param name="What"><c>stop</c>, <c>extend</c> …</param>
/// <param name="Who">Who left it.</param>
/// <param name="Value">What goes with it: seconds for <c>extend</c>.</param>
public sealed record InboxCommand(string Id, string What, string Who, string? Value = null);

/// <summary>Where everyone but the owner writes: one file a command. The owner removes a command after it is in the journal.</summary>
public static class Inbox
{
    /// <summary>Leaves a command.</summary>
    public static void Leave(RunFolder folder, InboxCommand command) =>
        AtomicFile.Write(Path.Combine(folder.Inbox, command.Id + ".json"), JsonSerializer.Serialize(command, InboxJson.Default.InboxCommand) + "\n");

    /// <summary>The commands that wait, oldest name first. Unreadable files are left alone.</summary>
    public static IReadOnlyList<InboxCommand> Waiting(RunFolder folder)
    {
        if (!Directory.Exists(folder.Inbox))
            return [];
        var commands = new List<InboxCommand>();
        foreach (var file in Directory.EnumerateFiles(folder.Inbox, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                if (JsonSerializer.Deserialize(File.ReadAllText(file), InboxJson.Default.InboxCommand) is { } command)
                    commands.Add(command with { Id = Path.GetFileNameWithoutExtension(file) });
            }
            catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }

        return commands;
    }

    /// <summary>Removes a command that was journalled, or that nobody is to obey any more; one that is gone is no fault.</summary>
    public static void Remove(RunFolder folder, InboxCommand command)
    {
        if (Directory.Exists(folder.Inbox))
            File.Delete(Path.Combine(folder.Inbox, command.Id + ".json"));
    }

    /// <summary>Removes the stops that wait: they were meant for an owner who is gone.</summary>
    public static void DropStops(RunFolder folder)
    {
        foreach (var command in Waiting(folder).Where(command => command.What == "stop"))
            Remove(folder, command);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InboxCommand))]
internal sealed partial class InboxJson : JsonSerializerContext;
