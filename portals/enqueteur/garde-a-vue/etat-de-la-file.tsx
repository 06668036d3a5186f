import { Alerte, Bouton, heure, heureDe, pluriel } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { lectureLiaison } from '../application/donnees.ts';
import { useFile } from './file-locale.ts';
import { useMaFile } from './saisir.ts';

/** Ce qui n'est pas encore au service : garde sur ce poste, depuis quand ; et ce que le service a refuse, avec sa raison. */
export function EtatDeLaFile() {
  const file = useMaFile();
  const enFile = useFile(file);
  const attendent = enFile.filter(({ etat }) => etat === 'a-envoyer');
  const refusees = enFile.filter(({ etat }) => etat === 'refusee');
  const [premiere] = attendent;
  return (
    <>
      {premiere === undefined ? null : (
        <output className="alerte alerte-attention file-locale">
          <span>
            <strong>
              {pluriel(attendent.length, 'saisie gardée sur ce poste', 'saisies gardées sur ce poste')}
            </strong>{' '}
            depuis {heureDe(premiere.saisieA)} : elles partent seules au retour du service, une seule fois
            chacune, à l’heure de leur fait.
          </span>
          <Bouton onClick={file.relancer}>Envoyer maintenant</Bouton>
        </output>
      )}
      {refusees.map(({ saisie, refus }) => (
        <Alerte key={saisie.id} ton="danger" vive titre={`Refusé par le service : ${saisie.libelle}`}>
          <p>{refus}</p>
          <Bouton onClick={() => file.ecarter(saisie.id)}>Compris, retirer</Bouton>
        </Alerte>
      ))}
    </>
  );
}

/** Depuis quand le parquet ne voit plus ce que l'unite consigne ; l'unite, elle, continue. */
export function LiaisonAvecLeParquet() {
  const absent = useQuery(lectureLiaison).data?.absentDepuis ?? null;
  if (absent === null) return null;
  return (
    <output className="bandeau-fige bandeau-fige-la">
      <strong>Le parquet ne voit plus rien depuis {heure(absent)}.</strong>{' '}
      <span>
        L’échange entre les deux ministères est coupé. Continuez à consigner et à signer : tout partira seul
        au retour, une seule fois. Pour un avis urgent, téléphonez.
      </span>
    </output>
  );
}
