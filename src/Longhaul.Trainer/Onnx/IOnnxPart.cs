namespace Longhaul.Trainer.Onnx;

/// <summary>A fitted step that can be written as ONNX.</summary>
internal interface IOnnxStep
{
    /// <summary>Adds the step's features: dense ones and sparse ones, each a float value of [rows, some], in the order of its matrix.</summary>
    /// <exception cref="NoOnnxException">One of its options has no form in ONNX.</exception>
    void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse);
}

/// <summary>A fitted model that can be written as ONNX.</summary>
internal interface IOnnxModel
{
    /// <summary>Adds the model: float [rows, features] → float or double [rows, outputs]; the value's name.</summary>
    /// <exception cref="NoOnnxException">It has no form in ONNX.</exception>
    string AddTo(OnnxGraph graph, string features);
}

/// <summary>Why there is no ONNX file, in words for a person.</summary>
internal sealed class NoOnnxException(string message) : Exception(message);
