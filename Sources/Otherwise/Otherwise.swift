@_exported public import OtherwiseBlackBox
@_exported public import OtherwiseCausal
@_exported public import OtherwiseCore
@_exported public import OtherwiseEstimation
@_exported public import OtherwiseModels
@_exported public import OtherwiseSearch
@_exported public import OtherwiseTabular
