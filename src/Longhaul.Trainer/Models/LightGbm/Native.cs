using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>LightGBM's C interface (include/LightGBM/c_api.h, 4.7): what the trainer needs of it. Every call returns 0, or −1 and a text.</summary>
internal static unsafe partial class Native
{
    private const string Library = "lib_lightgbm";

    public const int Float32 = 0;
    public const int Float64 = 1;
    public const int Int32 = 2;
    public const int PredictNormal = 0;
    public const int PredictRaw = 1;
    public const int ImportanceByGain = 1;

    [ThreadStatic]
    private static bool _isQuiet;

    static Native() => OpenMp.WaitPassively();

    /// <summary>
    /// What LightGBM would print from this thread on belongs to nobody: what fails comes back as text of the call. LightGBM keeps where it prints per
    /// thread.
    /// </summary>
    public static void Quieten()
    {
        if (!_isQuiet)
            _ = LGBM_RegisterLogCallback(&Silence);
        _isQuiet = true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Silence(byte* text)
    {
    }

    [LibraryImport(Library)]
    private static partial int LGBM_RegisterLogCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Library)]
    public static partial nint LGBM_GetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetCreateFromMat(
        void* data, int dataType, int rows, int columns, int isRowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetCreateFromCSR(
        void* rowStart, int rowStartType, int* indices, void* data, int dataType, long rowStartCount, long elements, long columns,
        string parameters, nint reference, out nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetGetSubset(DatasetHandle dataset, int* rows, int count, string parameters, out nint subset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetSetField(DatasetHandle dataset, string field, void* data, int count, int type);

    [LibraryImport(Library)]
    public static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterCreate(DatasetHandle dataset, string parameters, out nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterAddValidData(BoosterHandle booster, DatasetHandle dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterUpdateOneIter(BoosterHandle booster, out int finished);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetEvalCounts(BoosterHandle booster, out int count);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetEval(BoosterHandle booster, int dataIndex, out int count, double* results);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterFeatureImportance(BoosterHandle booster, int rounds, int type, double* results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterPredictForMat(
        BoosterHandle booster, void* data, int dataType, int rows, int columns, int isRowMajor, int predictType, int startRound, int rounds,
        string parameters, out long count, double* results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterPredictForCSR(
        BoosterHandle booster, void* rowStart, int rowStartType, int* indices, void* data, int dataType, long rowStartCount, long elements,
        long columns, int predictType, int startRound, int rounds, string parameters, out long count, double* results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterLoadModelFromString(string model, out int rounds, out nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterSaveModelToString(
        BoosterHandle booster, int startRound, int rounds, int importanceType, long room, out long length, byte* text);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetCurrentIteration(BoosterHandle booster, out int rounds);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetNumClasses(BoosterHandle booster, out int count);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetNumFeature(BoosterHandle booster, out int count);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterFree(nint booster);

    /// <summary>Turns a failed call into an exception with LightGBM's text.</summary>
    /// <exception cref="LightGbmException">The call failed.</exception>
    public static void Check(int result)
    {
        if (result != 0)
            throw new LightGbmException(Marshal.PtrToStringUTF8(LGBM_GetLastError()) ?? "unknown error");
    }
}

/// <summary>A native dataset, freed with its handle.</summary>
internal sealed class DatasetHandle : SafeHandle
{
    public DatasetHandle(nint native) : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Native.LGBM_DatasetFree(handle) == 0;
}

/// <summary>A native booster, freed with its handle.</summary>
internal sealed class BoosterHandle : SafeHandle
{
    public BoosterHandle(nint native) : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Native.LGBM_BoosterFree(handle) == 0;
}
