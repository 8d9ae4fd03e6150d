import Resources

extension MCPExternalAuthConfigSpec {
  /// The Secret keys that gateways need to authenticate themselves like this.
  var secretReferences: [SecretKeyReference] {
    [
      headerInjection?.valueSecretRef, bearerToken?.tokenSecretRef, tokenExchange?.clientSecretRef,
      xaa?.idpClientSecretRef, xaa?.targetClientSecretRef,
    ].compactMap { $0 }
  }
}
