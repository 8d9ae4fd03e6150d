#pragma once
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/opensslv.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

// Macros and variadic functions are not imported into Swift: each has a function here.
static inline EVP_PKEY *vmcp_rsa_gen(unsigned int bits) { return EVP_RSA_gen(bits); }
static inline EVP_PKEY *vmcp_ec_gen(const char *curve) { return EVP_EC_gen(curve); }
static inline EVP_PKEY *vmcp_ed25519_gen(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"); }
static inline long vmcp_bio_get_mem(BIO *b, char **p) { return BIO_get_mem_data(b, p); }

// Without a callback OpenSSL would ask for a passphrase on the terminal.
static int vmcp_refuse_passphrase(char *buffer, int size, int writing, void *context) {
  (void)buffer, (void)size, (void)writing, (void)context;
  return -1;
}

static inline EVP_PKEY *vmcp_read_private_key(const void *pem, int length) {
  BIO *bio = BIO_new_mem_buf(pem, length);
  if (bio == NULL) return NULL;
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, vmcp_refuse_passphrase, NULL);
  BIO_free(bio);
  return key;
}

static inline int vmcp_hkdf_sha256(
    const void *key, size_t key_length, const void *salt, size_t salt_length, const void *info, size_t info_length,
    unsigned char *out, size_t out_length) {
  EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
  EVP_KDF_CTX *context = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)"SHA256", 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)key, key_length),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_length),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_length),
      OSSL_PARAM_construct_end(),
  };
  int done = context == NULL ? 0 : EVP_KDF_derive(context, out, out_length, parameters);
  EVP_KDF_CTX_free(context);
  EVP_KDF_free(kdf);
  return done == 1;
}

static const int vmcp_public_key_selection = EVP_PKEY_PUBLIC_KEY;
