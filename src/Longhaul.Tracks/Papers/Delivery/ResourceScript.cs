using System.Globalization;
using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Papers.Delivery;

/// <summary>The part of a delivered <c>download_resources.sh</c> that fetches what the host fetched during the run, with its hashes: pure.</summary>
internal static class ResourceScript
{
    public const string Name = "download_resources.sh";

    // sha256sum is no part of macOS.
    private const string Fetch = """
        is() { [ -f "$1" ] && printf '%s  %s\n' "$2" "$1" | { sha256sum -c - || shasum -a 256 -c -; } >/dev/null 2>&1; }
        fetch() {
          is "$1" "$2" && return
          mkdir -p "$(dirname "$1")"
          curl -fL --retry 3 ${4:+-H "$4"} -o "$1.part" "$3"
          mv "$1.part" "$1"
          is "$1" "$2" || { echo "$1 is not what it was" >&2; exit 1; }
        }

        """;

    /// <summary>The script with the part; as it was where nothing was fetched.</summary>
    /// <param name="text">The script; null where there is none.</param>
    public static string? With(string? text, EnvironmentState state) =>
        state.Files.IsEmpty ? text : ScriptPart.Put(text, "files that were fetched for the run", Fetch + string.Concat(state.Files.Values.Select(Line)));

    private static string Line(FileFetched file) => string.Create(
        CultureInfo.InvariantCulture, $"fetch {Quoted(file.To)} {file.Sha256} {Quoted(file.Url)}{(file.TokenVariable is { } variable ? $" \"${{{variable}:+{file.TokenHeader}: {(file.TokenHeader == "Authorization" ? "Bearer " : "")}${variable}}}\"" : "")}\n");

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
