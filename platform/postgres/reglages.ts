/** Reglages de lancement : `port` absent prend un port libre. */
export type OptionsDeServeur = {
  readonly port?: number;
  readonly durable?: boolean;
  readonly connexions?: number;
};

/** Journal sans contenu de requete ni valeur de ligne (`terse`) : il peut sortir du service. */
export function argumentsDuServeur(
  donnees: string,
  port: number,
  { durable = true, connexions = 100, prise = '' }: OptionsDeServeur & { readonly prise?: string },
): readonly string[] {
  const reglages = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: prise,
    unix_socket_permissions: '0700',
    max_connections: connexions,
    ssl: 'off',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    jit: 'off',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    ...(durable
      ? {}
      : {
          fsync: 'off',
          full_page_writes: 'off',
          io_method: 'sync',
          shared_buffers: '64MB',
          autovacuum: 'off',
        }),
  };
  return ['-D', donnees, ...Object.entries(reglages).flatMap(([nom, valeur]) => ['-c', `${nom}=${valeur}`])];
}
