import { Bouton, dateEtHeure, pluriel, Puce, taille } from '@ppn/kit';
import { useEffect, useState } from 'react';
import type { RoleVu } from './donnees.ts';
import { client } from '../client.ts';
import { useSession } from '../session.ts';
import { type Emporte, emporter, type Progres, rendreLeSac, sacDe } from './sac.ts';

const aucune = async (): Promise<void> => undefined;

/** Ouvre les notes d'une affaire qui n'en a pas. */
async function commencerLesNotes(idj: string): Promise<void> {
  const lu = await client.appeler('GET /api/dossiers/:idj', { idj });
  if (!lu.ok) throw new Error(lu.refus.detail);
  const { pieces, enCours } = lu.valeur;
  if ([...pieces, ...enCours].some(({ type }) => type === 'notes-d-audience')) return;
  const commence = await client.appeler('POST /api/dossiers/:idj/actes', {
    idj,
    corps: { type: 'notes-d-audience' },
  });
  if (!commence.ok) throw new Error(commence.refus.detail);
}

/** Le sac d'audience : emporter la veille, savoir ce qui est emporte, rendre apres. */
export const SacDAudience = ({ role }: { readonly role: RoleVu }) => {
  const [sac, setSac] = useState<Emporte>();
  const [progres, setProgres] = useState<Progres>();
  const [erreur, setErreur] = useState('');
  const { id } = role.audience;
  const greffe = useSession().agent.qualite === 'greffier';
  useEffect(() => {
    let actif = true;
    sacDe(id)
      .then((lu) => (actif ? setSac(lu) : undefined))
      .catch(() => undefined);
    return () => {
      actif = false;
    };
  }, [id]);
  const partir = async (): Promise<void> => {
    setErreur('');
    try {
      setSac(await emporter(role, greffe ? commencerLesNotes : aucune, setProgres));
    } catch {
      setErreur('Le sac n’est pas complet : vérifiez le réseau et la place du poste, puis recommencez.');
    }
    setProgres(undefined);
  };
  const rendre = async (): Promise<void> => {
    await rendreLeSac();
    setSac(undefined);
  };
  return (
    <span className="rangee">
      {progres === undefined ? null : (
        <output className="petit chiffres">
          {progres.faits} sur {progres.total}, {taille(progres.octets)}
        </output>
      )}
      {erreur === '' ? null : (
        <span className="champ-erreur" role="alert">
          {erreur}
        </span>
      )}
      {sac === undefined ? (
        <Bouton genre="discret" enCours={progres !== undefined} onClick={() => void partir()}>
          Emporter l’audience
        </Bouton>
      ) : (
        <>
          <Puce ton="succes" titre={`${pluriel(sac.objets, 'objet')}, chiffrés sur ce poste`}>
            emportée le {dateEtHeure(sac.a)}
          </Puce>
          <Bouton genre="discret" onClick={() => void rendre()}>
            Rendre le sac
          </Bouton>
        </>
      )}
    </span>
  );
};
