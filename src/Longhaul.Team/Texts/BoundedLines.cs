using System.Text;

namespace Longhaul.Team.Texts;

/// <summary>The lines of a text file that may have none: a program can leave gigabytes without a line end.</summary>
internal static class BoundedLines
{
    /// <summary>The lines in order, each without its end and cut after so many characters.</summary>
    public static IEnumerable<string> Of(string path, int longest)
    {
        using var reader = new StreamReader(path);
        var (buffer, line) = (new char[1 << 14], new StringBuilder());
        var (isOpen, afterReturn) = (false, false);
        for (int read; (read = reader.Read(buffer)) > 0;)
        {
            for (var at = 0; at < read; at++)
            {
                var c = buffer[at];
                if (c is '\n' or '\r')
                {
                    // \r\n ends one line.
                    if (c == '\r' || !afterReturn)
                        yield return line.ToString();
                    line.Clear();
                    isOpen = false;
                }
                else
                {
                    isOpen = true;
                    if (line.Length < longest)
                        line.Append(c);
                }

                afterReturn = c == '\r';
            }
        }

        if (isOpen)
            yield return line.ToString();
    }
}
