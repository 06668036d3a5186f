import { Panneau, Puce } from '../etats.tsx';
import { depuis, pluriel } from '../formats.ts';
import { useMaintenant } from '../maintenant.ts';
import type { ActeEnAttente } from './file-de-signature.ts';

/** Ce qui est deja signe et attend un autre : qui, depuis quand, et s'il l'a renvoye. */
export function EnAttente({ actes }: { readonly actes: readonly ActeEnAttente[] }) {
  const maintenant = useMaintenant();
  if (actes.length === 0) return null;
  return (
    <Panneau
      nu
      titre="Signés, attendent quelqu’un d’autre"
      actions={<span className="discret petit">{pluriel(actes.length, 'acte')}</span>}
    >
      {[...Map.groupBy(actes, ({ attend }) => attend)].map(([attend, siens]) => (
        <section key={attend} aria-label={`Attendent ${attend}`}>
          <h3 className="attendu">
            Attend{siens.length > 1 ? 'ent' : ''} {attend}
          </h3>
          <ul className="liste">
            {siens.map((acte) => (
              <li key={acte.acteId} className="rang rang-a-signer">
                <span className="rang-a-signer-corps">
                  <span className="rang-titre">{acte.titre}</span>
                  <span className="rang-suite">
                    {acte.intitule} · {acte.numero} · signé par {acte.mien ? 'vous' : acte.redacteur},{' '}
                    {depuis(acte.depuis, maintenant)}
                  </span>
                  {acte.renvoi === null ? null : (
                    <span className="petit echec-de-signature">
                      {acte.renvoi.par} ne le cosigne pas : {acte.renvoi.motif}
                    </span>
                  )}
                </span>
                <span className="rang-fin">
                  {acte.renvoi === null ? (
                    <Puce ton="info">cosignature attendue</Puce>
                  ) : (
                    <Puce ton="danger">renvoyé</Puce>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panneau>
  );
}
