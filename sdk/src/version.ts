/** This package's version, sent as User-Agent. A test holds it against package.json. */
export const sdkVersion = '0.1.0'
